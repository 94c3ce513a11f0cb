package dev.latchkey.kernel.secret;

/** A ciphertext that was changed, belongs to another context, or to a key that the keyset lacks. */
public final class CannotDecrypt extends RuntimeException {
  CannotDecrypt() {
    super("The ciphertext was not made by this keyset for this context.");
  }
}
