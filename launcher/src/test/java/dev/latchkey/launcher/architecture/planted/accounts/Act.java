package dev.latchkey.launcher.architecture.planted.accounts;

import io.vertx.sqlclient.Row;

/** Reads rows by itself. */
final class Act {
  String name(Row row) {
    return row.getString("name");
  }
}
