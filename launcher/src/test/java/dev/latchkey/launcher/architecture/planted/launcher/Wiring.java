package dev.latchkey.launcher.architecture.planted.launcher;

import dev.latchkey.launcher.architecture.planted.accounts.AccountsVerticle;

/** Launcher may name verticles, and may wait. */
final class Wiring {
  final AccountsVerticle verticle;

  Wiring(AccountsVerticle verticle) {
    this.verticle = verticle;
  }

  void patience() throws InterruptedException {
    Thread.sleep(1);
  }
}
