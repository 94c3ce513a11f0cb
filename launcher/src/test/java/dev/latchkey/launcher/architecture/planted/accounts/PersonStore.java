package dev.latchkey.launcher.architecture.planted.accounts;

import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.Optional;

/** A store may send statements and read rows. */
final class PersonStore {
  Future<Optional<String>> name(Sql sql) {
    return sql.find("SELECT name FROM person", PersonStore::name);
  }

  private static String name(Row row) {
    return row.getString("name");
  }
}
