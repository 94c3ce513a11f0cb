package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import org.jspecify.annotations.Nullable;

/**
 * Makes the first organisation and its owner; once in the life of a database.
 *
 * <p>{@link Failure#ALREADY_SET_UP}, {@link Failure#SETUP_TOKEN_INVALID}, {@link
 * Failure#EMAIL_INVALID} and the password failures of {@link ChangePassword}. The owner's address
 * counts as proven: whoever holds the token is the operator.
 */
public record SetUp(
    String token,
    String organizationName,
    String email,
    String password,
    @Nullable String displayName,
    Origin origin)
    implements PublicRequest<SetUpDone> {
  @Override
  public String toString() {
    return "SetUp[]";
  }
}
