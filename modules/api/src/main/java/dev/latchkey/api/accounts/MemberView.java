package dev.latchkey.api.accounts;

import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as the administrators of an organisation see them.
 *
 * @param userName the handle, unique and never used again
 * @param email the primary address; null for a person who has none any more
 * @param emailVerified whether they have proven it
 * @param state of the membership
 * @param roles what they hold in the organisation, by name
 * @param locked whether their password can't be tried now, after too many wrong ones
 * @param createdAt when they joined the organisation
 * @param updatedAt when the person was last changed
 * @param version counts the changes; the entity tag of the native surface
 */
public record MemberView(
    PersonId id,
    String userName,
    @Nullable String email,
    boolean emailVerified,
    MemberState state,
    AccountType accountType,
    List<RoleView> roles,
    boolean locked,
    @Nullable String givenName,
    @Nullable String familyName,
    @Nullable String displayName,
    @Nullable String title,
    @Nullable String locale,
    @Nullable String timeZone,
    Instant createdAt,
    Instant updatedAt,
    int version) {
  public MemberView {
    roles = List.copyOf(roles);
  }
}
