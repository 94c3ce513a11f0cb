package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where the embedded server keeps its files: {@code <data directory>/postgres}.
 *
 * @param directory the real path of that directory
 */
record Home(Path directory) {
  static final String UNPACKING = "unpacking-";
  static final String CREATING = "creating-";

  /** Creates it where it is missing; its permissions let an unprivileged server pass through. */
  static Home in(Path dataDirectory) throws IOException {
    var directory = Files.createDirectories(dataDirectory.toAbsolutePath()).resolve("postgres");
    if (Files.notExists(directory)) {
      create(directory);
    }
    return new Home(directory.toRealPath());
  }

  private static void create(Path directory) throws IOException {
    try {
      Files.createDirectory(directory);
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (FileAlreadyExistsException raced) {
      // Another Latchkey was first; the lock will tell whose directory it is.
    }
  }

  Path binaries() {
    return directory.resolve("binaries-" + Binaries.VERSION);
  }

  Path cluster() {
    return directory.resolve("cluster");
  }

  /** Exists while a server runs, and after one that was killed. */
  Path processFile() {
    return cluster().resolve("postmaster.pid");
  }

  Path hostBasedAuthentication() {
    return directory.resolve("pg_hba.conf");
  }

  Path passwords() {
    return directory.resolve("passwords");
  }

  Path log() {
    return directory.resolve("server.log");
  }

  Path lock() {
    return directory.resolve("lock");
  }
}
