package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A keyset in a file that only its owner can read. */
final class KeysetFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final Path file;

  KeysetFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  Keyset loadOrCreate() {
    try {
      if (Files.notExists(file)) {
        create();
      }
      return load();
    } catch (IOException | UnsupportedOperationException failure) {
      throw new InvalidKeyset("The keyset file %s cannot be used: %s".formatted(file, failure));
    }
  }

  private Keyset load() throws IOException {
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(mode)) {
      throw new InvalidKeyset(
          "The keyset file %1$s is open to others (%2$s). Run: chmod 600 '%1$s'"
              .formatted(file, PosixFilePermissions.toString(mode)));
    }
    if (Files.size(file) > Keyset.MAX_DOCUMENT_CHARS) {
      throw new InvalidKeyset("The keyset file %s is too long to be a keyset.".formatted(file));
    }
    return parse(Files.readString(file));
  }

  private Keyset parse(String json) {
    try {
      return Keyset.parse(json);
    } catch (InvalidKeyset refused) {
      throw new InvalidKeyset("%s (in %s)".formatted(refused.getMessage(), file));
    }
  }

  private void create() throws IOException {
    Path directory = file.getParent();
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Path draft =
        Files.createTempFile(
            directory,
            ".keyset",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      write(draft, Keyset.generate().toJson());
      // A hard link, unlike a move, never replaces a file that another process has just made.
      Files.createLink(file, draft);
      sync(directory);
    } catch (FileAlreadyExistsException overtaken) {
      return;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void write(Path draft, String text) throws IOException {
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
