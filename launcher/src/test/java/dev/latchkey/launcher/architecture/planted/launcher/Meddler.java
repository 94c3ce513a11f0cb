package dev.latchkey.launcher.architecture.planted.launcher;

import dev.latchkey.launcher.architecture.planted.accounts.Ledger;

/** Names more of a feature module than its verticle and its config. */
interface Meddler {
  Ledger take();
}
