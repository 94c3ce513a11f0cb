package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.Keyset;
import java.util.OptionalLong;

/**
 * The secrets of authenticator apps, which are stored encrypted. What was encrypted for one person
 * does not decrypt for another. Immutable and thread-safe.
 */
record TotpSecrets(Keyset keyset) {

  /** The form to store a person's secret in. */
  byte[] seal(PersonId person, byte[] secret) {
    return keyset.encrypt(secret, context(person));
  }

  /**
   * The step that a typed code belongs to, by the stored secret and the database's clock; empty for
   * a wrong code, and where there is nothing to look at.
   *
   * @throws dev.latchkey.kernel.secret.CannotDecrypt when the secret is not that person's, or of
   *     another keyset
   */
  OptionalLong matching(PersonId person, TotpStore.Prompt prompt, String typed) {
    byte[] sealed = prompt.secret();
    if (!prompt.admitted() || sealed == null) {
      return OptionalLong.empty();
    }
    byte[] secret = keyset.decrypt(sealed, context(person));
    return TypedCode.totp(typed)
        .map(code -> Totp.matching(secret, code, prompt.now()))
        .orElseGet(OptionalLong::empty);
  }

  private static String context(PersonId person) {
    return "mfa.totp.secret " + person;
  }
}
