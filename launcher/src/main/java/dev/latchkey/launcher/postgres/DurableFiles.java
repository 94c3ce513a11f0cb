package dev.latchkey.launcher.postgres;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are either complete after a crash or power cut, or not there. */
final class DurableFiles {
  private static final Logger log = LoggerFactory.getLogger(DurableFiles.class);

  static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private DurableFiles() {}

  /** Writes a file that only its owner can read. */
  static void writeSecret(Path file, String text) throws IOException {
    var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    Files.deleteIfExists(unfinished);
    try (var channel = FileChannel.open(unfinished, Set.of(CREATE_NEW, WRITE), OWNER_ONLY)) {
      var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    publish(unfinished, file);
  }

  /** Gives finished, synchronised content its final name. */
  static void publish(Path finished, Path name) throws IOException {
    Files.move(finished, name, ATOMIC_MOVE);
    synchronise(name.toAbsolutePath().getParent());
  }

  /** Waits until a file, or a directory's list of names, is on the disk. */
  static void synchronise(Path path) throws IOException {
    try (var channel = FileChannel.open(path, READ)) {
      channel.force(true);
    }
  }

  /** A second pass over complete files costs a fraction of waiting for each while writing. */
  static void synchroniseTree(Path root) throws IOException {
    try (var paths = Files.walk(root)) {
      for (var path : (Iterable<Path>) paths::iterator) {
        synchronise(path);
      }
    }
  }

  /**
   * Deletes what earlier runs left under names of this prefix, as far as it can: a killed run's
   * initdb may be tidying up at the same time, and nobody will use these names again.
   */
  static void deleteLeftovers(Path directory, String prefix) throws IOException {
    try (var leftovers = Files.newDirectoryStream(directory, prefix + "*")) {
      for (var leftover : leftovers) {
        tryToDelete(leftover);
      }
    }
  }

  private static void tryToDelete(Path leftover) {
    try {
      deleteTree(leftover);
    } catch (IOException | UncheckedIOException undeletable) {
      log.warn("{} is of no more use and could not be deleted", leftover, undeletable);
    }
  }

  /** Follows no symbolic link. */
  static void deleteTree(Path root) throws IOException {
    List<Path> deepestFirst;
    try (var paths = Files.walk(root)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
