package dev.latchkey.launcher.architecture.planted.api;

import io.vertx.sqlclient.Row;

/** The published language knows of SQL. */
interface Rows {
  Row row();
}
