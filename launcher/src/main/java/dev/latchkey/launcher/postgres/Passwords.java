package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.KeyGenerator;

/**
 * The roles' random passwords, kept in a file of mode 0600 that is also a libpq password file: an
 * operator can name it in PGPASSFILE.
 */
final class Passwords {
  static final String SUPERUSER = "postgres";
  static final String OWNER = "latchkey_owner";
  static final String SERVICE = "latchkey";

  private static final List<String> ROLES = List.of(SUPERUSER, OWNER, SERVICE);
  private static final String LINE_START = "127.0.0.1:*:*:";

  private final Map<String, String> byRole;

  private Passwords(Map<String, String> byRole) {
    this.byRole = byRole;
  }

  /**
   * Reads the passwords, or makes them where no database knows older ones.
   *
   * @throws EmbeddedPostgresException there is a database, but its passwords are lost or damaged
   */
  static Passwords in(Home home) throws IOException {
    if (Files.notExists(home.passwords())) {
      requireNoCluster(home);
      DurableFiles.writeSecret(home.passwords(), newFile());
    }
    return read(home.passwords());
  }

  private static void requireNoCluster(Home home) {
    if (Files.exists(home.cluster())) {
      throw new EmbeddedPostgresException(
          "The database in %s can't be opened, because the file %s with its passwords is missing: restore that file from a backup, or move the database away to begin with an empty one"
              .formatted(home.cluster(), home.passwords()));
    }
  }

  private static Passwords read(Path file) throws IOException {
    var byRole = new LinkedHashMap<String, String>();
    for (var line : Files.readAllLines(file)) {
      var fields = line.split(":", -1);
      if (fields.length == 5) {
        byRole.put(fields[3], fields[4]);
      }
    }
    if (!byRole.keySet().containsAll(ROLES)) {
      throw new EmbeddedPostgresException(
          "The file %s does not hold the passwords of the roles %s: restore it from a backup"
              .formatted(file, ROLES));
    }
    return new Passwords(byRole);
  }

  private static String newFile() {
    return ROLES.stream()
        .map(role -> LINE_START + role + ":" + random() + "\n")
        .collect(Collectors.joining());
  }

  private static String random() {
    try {
      var generator = KeyGenerator.getInstance("HmacSHA256");
      generator.init(256);
      var key = generator.generateKey().getEncoded();
      return Base64.getUrlEncoder().withoutPadding().encodeToString(key);
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("Every Java platform has HmacSHA256", impossible);
    }
  }

  Credentials of(String role) {
    return new Credentials(role, byRole.get(role));
  }

  /** {@code '<password>'}: base64url needs no escaping in SQL. */
  String literal(String role) {
    return "'" + byRole.get(role) + "'";
  }
}
