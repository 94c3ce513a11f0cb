package dev.latchkey.kernel.sql;

import dev.latchkey.kernel.config.DatabaseServer;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * What the migrations of this version, for this service role, bring a database to. A start that
 * finds its own fingerprint in the database need not load Flyway and the JDBC driver, which cost
 * more than everything else before the first answer.
 *
 * @param text SHA-256 over the role and every migration, in hexadecimal
 */
public record SchemaFingerprint(String text) {

  private static final String FOLDER = "/db/migration/";

  private static final String READ = "SELECT 1 FROM kernel.migrated WHERE fingerprint = $1";

  /** The fingerprint of these modules; each lists its migrations in a file {@code index}. */
  public static SchemaFingerprint of(DatabaseServer server, List<String> modules) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(server.service().user().getBytes(StandardCharsets.UTF_8));
      for (String module : modules) {
        String folder = FOLDER + module + "/";
        byte[] index = bytes(folder + "index");
        digest.update(index);
        for (String file : new String(index, StandardCharsets.UTF_8).lines().toList()) {
          digest.update(bytes(folder + file));
        }
      }
      return new SchemaFingerprint(HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether the database is there already; false also for one that can't be asked. */
  public Future<Boolean> isIn(Sql sql) {
    return sql.any(READ, text).otherwise(false);
  }

  private static byte[] bytes(String resource) {
    try (InputStream stream = SchemaFingerprint.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("there is no " + resource + " on the class path");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
