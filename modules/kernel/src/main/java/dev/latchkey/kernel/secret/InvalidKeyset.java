package dev.latchkey.kernel.secret;

/** A keyset that must not be used. The message is a sentence for an operator and holds no key. */
public final class InvalidKeyset extends RuntimeException {
  /** With that sentence. */
  public InvalidKeyset(String message) {
    super(message);
  }
}
