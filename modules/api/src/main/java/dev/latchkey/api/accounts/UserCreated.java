package dev.latchkey.api.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A new account.
 *
 * @param password the temporary password, told this once: a repetition by key does not tell it
 *     again. Null also when one was given, and where the organisation forbids temporary passwords;
 *     then whoever proves the address chooses one
 * @param changeBy until when it opens anything; null without it
 */
public record UserCreated(MemberView user, @Nullable String password, @Nullable Instant changeBy) {
  @Override
  public String toString() {
    return "UserCreated[" + user.id() + "]";
  }
}
