package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.mfa.RecognizedDevice;
import org.jspecify.annotations.Nullable;

/**
 * Is this the password of the person with that address or handle, who may sign in? Counts as a
 * guess; costs one hash and the same statements for right, wrong, unknown, locked and unverified
 * alike.
 *
 * <p>{@link Failure#INVALID_CREDENTIALS} for every case but right; {@link Failure#BUSY} when too
 * many hashes wait.
 *
 * @param identifier a proven address, or a handle
 * @param organization where the login is to act; null lets the person's oldest membership decide
 * @param device that the person has trusted, if they come from one: guesses from there are counted
 *     apart, so that those of strangers keep nobody out
 */
public record VerifyPassword(
    String identifier,
    String password,
    @Nullable OrganizationId organization,
    @Nullable RecognizedDevice device,
    Origin origin)
    implements InternalRequest<Authority> {

  /** From no device that is known. */
  public VerifyPassword(
      String identifier, String password, @Nullable OrganizationId organization, Origin origin) {
    this(identifier, password, organization, null, origin);
  }

  @Override
  public String toString() {
    return "VerifyPassword[]";
  }
}
