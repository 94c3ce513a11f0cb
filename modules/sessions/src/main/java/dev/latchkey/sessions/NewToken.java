package dev.latchkey.sessions;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.kernel.secret.OpaqueToken;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API token that is to be stored.
 *
 * @param maker what its maker may do, in the organisation that the token is for
 * @param assurance how strongly its maker has proven who they are
 */
record NewToken(
    ApiToken token,
    OpaqueToken secret,
    Authority maker,
    Assurance assurance,
    Set<Permission> scopes,
    @Nullable Instant expiresAt) {

  TokenOwner owner() {
    return token.owner();
  }
}
