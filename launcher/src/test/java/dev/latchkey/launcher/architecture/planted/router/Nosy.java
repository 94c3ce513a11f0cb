package dev.latchkey.launcher.architecture.planted.router;

import dev.latchkey.launcher.architecture.planted.accounts.Ledger;

/** Names a feature module's class, not being launcher. */
interface Nosy {
  Ledger peek();
}
