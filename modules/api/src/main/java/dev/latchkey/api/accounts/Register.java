package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import org.jspecify.annotations.Nullable;

/**
 * Registers a new person. The answer is the same for new and known addresses; a mail settles it.
 *
 * <p>{@link Failure#REGISTRATION_CLOSED}, {@link Failure#EMAIL_INVALID}, {@link
 * Failure#ORGANIZATION_CREATION_CLOSED} and the password failures of {@link ChangePassword}.
 */
public record Register(
    String email,
    String password,
    @Nullable String displayName,
    @Nullable String organizationName,
    Origin origin)
    implements PublicRequest<Done> {
  @Override
  public String toString() {
    return "Register[]";
  }
}
