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
 * @param lastLoginAt when they last signed in to act in the organisation, or moved a login there;
 *     null for never. It is noted from the event of the login, a moment later, and is no change of
 *     the person. Whoever acts as them is not told of here
 * @param lastSignInAttemptAt the later of that and of the last wrong try of their password, on
 *     whatever occasion; of a wrong try is known for a day, unless a right one follows or an
 *     administrator lifts the lock. Null for neither
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
    @Nullable Instant lastLoginAt,
    @Nullable Instant lastSignInAttemptAt,
    Instant createdAt,
    Instant updatedAt,
    int version) {
  public MemberView {
    roles = List.copyOf(roles);
  }
}
