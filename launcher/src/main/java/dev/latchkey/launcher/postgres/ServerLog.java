package dev.latchkey.launcher.postgres;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the server prints. The last run's log is kept under the name {@code server.log.1}; this
 * run's is emptied whenever it is found longer than the bound.
 */
record ServerLog(Path file) {
  /** Some ten thousand lines; chosen, not measured. */
  static final long MAX_BYTES = 4L << 20;

  private static final int TAIL_BYTES = 8192;

  /** Error messages may hold values, so only the owner reads them. */
  void rotate() throws IOException {
    if (Files.exists(file)) {
      Files.move(file, file.resolveSibling(file.getFileName() + ".1"), REPLACE_EXISTING);
    }
    Files.createFile(file, DurableFiles.OWNER_ONLY);
  }

  /** The server appends, so it goes on at the start of the emptied file. */
  void trim() throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
  }

  /** Why the server ended, in its words. */
  String lastWord() throws IOException {
    return LastWord.of(tail());
  }

  private String tail() throws IOException {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(Math.max(0, log.length() - TAIL_BYTES));
      var bytes = new byte[TAIL_BYTES];
      int length = Math.max(0, log.read(bytes));
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }
}
