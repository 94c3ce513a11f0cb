package dev.latchkey.launcher.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked once from the class path and kept between starts.
 *
 * @param directory holds {@code bin}, {@code lib} and {@code share}
 */
record Binaries(Path directory) {
  /** The version on the class path; the parent build names the same, which a test checks. */
  static final String VERSION = "18.6.0";

  static final String MAJOR_VERSION = "18";

  /** The archive's name on the class path. */
  static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  /**
   * Refuses machines that the programs weren't built for.
   *
   * @throws EmbeddedPostgresException not linux-amd64
   */
  static void requirePlatform(String operatingSystem, String architecture) {
    if (!operatingSystem.equals("Linux") || !architecture.equals("amd64")) {
      throw new EmbeddedPostgresException(
          "The embedded PostgreSQL runs on linux-amd64 only, and this is %s-%s: set database.url to use a PostgreSQL server of your own"
              .formatted(operatingSystem, architecture));
    }
  }

  /** Unpacks the programs unless an earlier start did. A crash half-way leaves no half programs. */
  static Binaries in(Home home) throws IOException {
    if (Files.notExists(home.binaries())) {
      unpack(home);
    }
    return new Binaries(home.binaries());
  }

  private static void unpack(Home home) throws IOException {
    DurableFiles.deleteLeftovers(home.directory(), Home.UNPACKING);
    var unfinished = Files.createTempDirectory(home.directory(), Home.UNPACKING);
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var archive = new XZInputStream(open())) {
      TarArchive.unpack(new BufferedInputStream(archive, 1 << 16), unfinished);
    }
    DurableFiles.synchroniseTree(unfinished);
    DurableFiles.deleteLeftovers(home.directory(), "binaries-");
    DurableFiles.publish(unfinished, home.binaries());
  }

  private static InputStream open() {
    var archive = Binaries.class.getResourceAsStream(ARCHIVE);
    if (archive == null) {
      throw new EmbeddedPostgresException(
          "This build of Latchkey has no PostgreSQL inside: take a complete build, "
              + EmbeddedPostgresException.OR_USE_YOUR_OWN);
    }
    return archive;
  }

  String postgres() {
    return program("postgres");
  }

  String initdb() {
    return program("initdb");
  }

  String control() {
    return program("pg_ctl");
  }

  private String program(String name) {
    return directory.resolve("bin").resolve(name).toString();
  }
}
