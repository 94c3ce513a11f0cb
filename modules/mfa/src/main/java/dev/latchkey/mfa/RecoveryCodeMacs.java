package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.Purpose;
import java.util.List;

/**
 * What is stored of recovery codes: a MAC under the keyset, so that the table alone tells nobody
 * whether a guess is right, and over the person's id, so that a code is nobody else's. Immutable
 * and thread-safe.
 */
record RecoveryCodeMacs(Keyset keyset) {

  private static final Purpose PURPOSE = new Purpose("mfa.recovery-code");

  /** What to store of new codes. */
  List<byte[]> of(PersonId person, List<String> codes) {
    return codes.stream().map(code -> keyset.mac(PURPOSE, data(person, code))).toList();
  }

  /** What may be stored of a code: made under this primary key, or under one before it. */
  List<byte[]> candidates(PersonId person, String code) {
    return keyset.macs(PURPOSE, data(person, code));
  }

  private static byte[] data(PersonId person, String code) {
    return (person + " " + code).getBytes(US_ASCII);
  }
}
