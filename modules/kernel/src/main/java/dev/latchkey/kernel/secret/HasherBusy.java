package dev.latchkey.kernel.secret;

/** More passwords wait to be hashed than the queue holds, or this one has waited too long. */
final class HasherBusy extends RuntimeException {
  private final int retryAfterSeconds;

  HasherBusy(int retryAfterSeconds) {
    // Thrown by the thousand under attack: no stack trace.
    super("Too many passwords are being hashed.", null, false, false);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** When the queue is expected to be empty: 1 to 60 seconds from now. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
