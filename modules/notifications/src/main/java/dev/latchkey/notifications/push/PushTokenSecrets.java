package dev.latchkey.notifications.push;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.Purpose;
import java.util.List;

/**
 * What is stored of push tokens: whoever holds one can write to a device. Encrypted, so that a
 * notice can be sent, under a context that names the person: what was encrypted for one does not
 * decrypt for another. A MAC, which is the same for everybody, finds a token again. Immutable and
 * thread-safe.
 */
record PushTokenSecrets(Keyset keyset) {

  private static final Purpose PURPOSE = new Purpose("notifications.push-token");

  /**
   * A token as it is stored.
   *
   * @param mac what it is found by from now on
   * @param macs what it may be found by: under this primary key, or under one before it
   */
  record Sealed(byte[] token, byte[] mac, List<byte[]> macs) {}

  Sealed seal(PersonId person, String token) {
    byte[] bytes = token.getBytes(US_ASCII);
    return new Sealed(
        keyset.encrypt(bytes, "notifications.push_token.token " + person),
        keyset.mac(PURPOSE, bytes),
        macs(token));
  }

  List<byte[]> macs(String token) {
    return keyset.macs(PURPOSE, token.getBytes(US_ASCII));
  }
}
