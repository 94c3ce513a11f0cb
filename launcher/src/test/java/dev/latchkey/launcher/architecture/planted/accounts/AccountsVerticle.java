package dev.latchkey.launcher.architecture.planted.accounts;

import io.vertx.sqlclient.Pool;

/** Wiring may name the SQL client, and launcher may name the verticle. */
public final class AccountsVerticle {
  final Pool pool;

  AccountsVerticle(Pool pool) {
    this.pool = pool;
  }
}
