package dev.latchkey.launcher.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks a tar archive of files, directories and symbolic links with names of up to 100 bytes,
 * which is all that PostgreSQL's binaries need; anything else is refused, not guessed at. Source:
 * POSIX.1-1988 ustar, sizes and modes in octal.
 */
final class TarArchive {
  private static final int BLOCK_BYTES = 512;

  private final InputStream source;
  private final Path target;

  private TarArchive(InputStream source, Path target) {
    this.source = source;
    this.target = target;
  }

  static void unpack(InputStream source, Path target) throws IOException {
    new TarArchive(source, target).unpack();
  }

  private void unpack() throws IOException {
    for (var header = block(); header[0] != 0; header = block()) {
      unpackEntry(header);
    }
  }

  private void unpackEntry(byte[] header) throws IOException {
    var path = inside(text(header, 0, 100));
    makeDirectory(path.getParent());
    switch (header[156]) {
      case '5' -> makeDirectory(path);
      case '2' -> Files.createSymbolicLink(path, link(path, text(header, 157, 100)));
      case '0' -> unpackFile(path, octal(header, 124, 12), octal(header, 100, 8));
      default -> throw new IOException("The archive holds an unknown kind of entry: " + path);
    }
  }

  private static void makeDirectory(Path path) throws IOException {
    if (Files.notExists(path)) {
      makeDirectory(path.getParent());
      readableByAll(Files.createDirectory(path), true);
    }
  }

  private void unpackFile(Path path, long sizeBytes, long mode) throws IOException {
    try (var file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      copy(sizeBytes, file);
    }
    readableByAll(path, (mode & 0100) != 0);
    source.skipNBytes(-sizeBytes & (BLOCK_BYTES - 1));
  }

  private void copy(long sizeBytes, FileChannel file) throws IOException {
    var buffer = new byte[1 << 16];
    var out = Channels.newOutputStream(file);
    for (long left = sizeBytes; left > 0; ) {
      int read = source.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (read < 0) {
        throw new EOFException("The archive ends in the middle of a file");
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private byte[] block() throws IOException {
    var block = source.readNBytes(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) {
      throw new EOFException("The archive ends too early");
    }
    return block;
  }

  private Path inside(String name) throws IOException {
    return inside(target.resolve(name));
  }

  private Path inside(Path path) throws IOException {
    var normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("The archive names a file outside of it: " + path);
    }
    return normal;
  }

  private Path link(Path from, String to) throws IOException {
    inside(from.resolveSibling(to));
    return Path.of(to);
  }

  /** The server may run as another user than the one who unpacks, whatever that one's umask. */
  private static void readableByAll(Path path, boolean executable) throws IOException {
    var permissions = executable ? "rwxr-xr-x" : "rw-r--r--";
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String text(byte[] header, int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static long octal(byte[] header, int offset, int length) throws IOException {
    var digits = text(header, offset, length).strip();
    try {
      return Long.parseLong(digits, 8);
    } catch (NumberFormatException malformed) {
      throw new IOException("The archive holds a malformed number: " + digits, malformed);
    }
  }
}
