package dev.latchkey.mfa;

import dev.latchkey.api.id.PersonId;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What authenticators call a person: the 16 bytes of their id, which tell nothing of them but when
 * their account was made (Web Authentication Level 3, 14.6.1).
 */
final class UserHandle {

  private UserHandle() {}

  static byte[] of(PersonId person) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(person.value().getMostSignificantBits())
        .putLong(person.value().getLeastSignificantBits())
        .array();
  }

  /** Whether an authenticator meant that person. */
  static boolean is(byte @Nullable [] handle, PersonId person) {
    return Arrays.equals(handle, of(person));
  }
}
