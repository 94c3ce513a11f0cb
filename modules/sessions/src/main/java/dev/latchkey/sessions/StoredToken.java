package dev.latchkey.sessions;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An API token that one statement found neither ended nor expired. Whether its maker may still act
 * is another question: {@link #countsUnder}.
 *
 * @param person who made it
 * @param admission their stay in the organisation when they made it
 * @param scopes what it may do at most
 * @param assurance how strongly its maker had proven who they are
 * @param lastUsedAt null before the first use
 */
record StoredToken(
    ApiToken token,
    PersonId person,
    OrganizationId organization,
    UUID admission,
    Set<Permission> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    Assurance assurance,
    @Nullable Instant lastUsedAt) {

  TokenOwner owner() {
    return token.owner();
  }

  /** Whether its maker's stay in the organisation is still the same. */
  boolean countsUnder(Authority authority) {
    return admission.equals(authority.admission());
  }

  /**
   * What its scopes allow, with what comes with them, at this moment: never more than its maker.
   */
  Set<Permission> permissionsUnder(Authority authority) {
    return Permission.withIncluded(scopes).stream()
        .filter(authority.permissions()::contains)
        .collect(Collectors.toUnmodifiableSet());
  }
}
