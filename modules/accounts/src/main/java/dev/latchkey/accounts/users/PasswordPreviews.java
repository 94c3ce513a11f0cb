package dev.latchkey.accounts.users;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.secret.CannotDecrypt;
import dev.latchkey.kernel.secret.Keyset;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * Tokens that hold a password which is not set yet. It is encrypted, and bound to who asked, their
 * organisation and the person it is for. It is kept nowhere: the generation of the person's logins
 * makes it work once, as every reset begins a new one. Thread-safe.
 */
final class PasswordPreviews {

  /** How long a preview can be committed (chosen, not measured). */
  static final Duration LIFETIME = Duration.ofMinutes(10);

  /** 100 bytes and more of plain text would never be ours. */
  private static final int MOST_CHARS = 200;

  private final Keyset keyset;

  PasswordPreviews(Keyset keyset) {
    this.keyset = keyset;
  }

  /**
   * What a token holds.
   *
   * @param generation of the person's logins when it was made
   */
  record Preview(String password, Instant expiresAt, int generation) {

    /**
     * Whether it can be committed.
     *
     * @throws dev.latchkey.api.bus.Refusal {@link Failure#PREVIEW_INVALID}
     */
    Member checked(Member member) {
      boolean inTime = member.facts().now().isBefore(expiresAt);
      if (!inTime || member.facts().loginGeneration() != generation) {
        throw Failure.PREVIEW_INVALID.refusal();
      }
      return member;
    }

    @Override
    public String toString() {
      return "Preview[" + expiresAt + "]";
    }
  }

  /** The token of a password for that member. */
  String seal(Member member, String password) {
    byte[] text = password.getBytes(UTF_8);
    ByteBuffer plain =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + text.length)
            .putLong(member.facts().now().plus(LIFETIME).toEpochMilli())
            .putInt(member.facts().loginGeneration())
            .put(text);
    byte[] cipher = keyset.encrypt(plain.array(), context(member.caller(), member.id()));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cipher);
  }

  /**
   * Opens a token.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#PREVIEW_INVALID} when it is forged, or of
   *     another caller, organisation or person
   */
  Preview open(Caller caller, PersonId user, String token) {
    if (token.length() > MOST_CHARS) {
      throw Failure.PREVIEW_INVALID.refusal();
    }
    try {
      byte[] cipher = Base64.getUrlDecoder().decode(token);
      ByteBuffer plain = ByteBuffer.wrap(keyset.decrypt(cipher, context(caller, user)));
      Instant expiresAt = Instant.ofEpochMilli(plain.getLong());
      int generation = plain.getInt();
      return new Preview(UTF_8.decode(plain).toString(), expiresAt, generation);
    } catch (IllegalArgumentException | CannotDecrypt refused) {
      throw Failure.PREVIEW_INVALID.refusal();
    }
  }

  private static String context(Caller caller, PersonId user) {
    return "password-preview:%s:%s:%s".formatted(caller.person(), Tenancy.of(caller), user);
  }
}
