package dev.latchkey.launcher.architecture.planted.accounts;

import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;

/** Sends a statement by itself. */
final class Asker {
  Future<Boolean> ask(Sql sql) {
    return sql.any("SELECT 1");
  }
}
