package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import org.jspecify.annotations.Nullable;

/**
 * Is this password right, and what would signing in by it take? Opens nothing: neither a login nor
 * a challenge. It is a guess like {@link SignIn}: counted on the same counter, answered and paid
 * for alike whether the person is unknown, locked or the password wrong.
 *
 * <p>{@link Failure#INVALID_CREDENTIALS} for every case but right; {@link Failure#BUSY}. Of a right
 * password only: {@link Failure#PASSWORD_TOO_SHORT}, {@link Failure#PASSWORD_TOO_LONG}, {@link
 * Failure#PASSWORD_BLOCKLISTED} and {@link Failure#PASSWORD_UNCHANGED} of the new one.
 *
 * @param identifier a proven address, or a handle
 * @param newPassword whether this one would be taken in its place; null to leave that out
 */
public record CheckSignIn(
    String identifier, String password, @Nullable String newPassword, Origin origin)
    implements PublicRequest<SignInCheck> {
  @Override
  public String toString() {
    return "CheckSignIn[]";
  }
}
