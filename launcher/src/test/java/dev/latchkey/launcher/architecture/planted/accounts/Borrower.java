package dev.latchkey.launcher.architecture.planted.accounts;

import dev.latchkey.launcher.architecture.planted.sessions.Lender;

/** Depends on another feature module. */
final class Borrower {
  final Lender lender;

  Borrower(Lender lender) {
    this.lender = lender;
  }
}
