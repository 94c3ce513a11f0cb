package dev.latchkey.api.accounts;

import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person as they and their administrators see them.
 *
 * @param userName the handle, unique and never used again
 * @param email the primary address
 * @param state {@code unverified}, {@code active} or {@code anonymised}
 * @param locale an IETF language tag, such as {@code de-AT}
 * @param timeZone an IANA name, such as {@code Europe/Vienna}
 * @param impersonationAllowed whether somebody of an organisation that allows it too may act as
 *     them
 * @param version counts the changes; the entity tag of the native surface
 */
public record UserView(
    PersonId id,
    String userName,
    @Nullable String email,
    boolean emailVerified,
    String state,
    @Nullable String givenName,
    @Nullable String familyName,
    @Nullable String displayName,
    @Nullable String title,
    @Nullable String locale,
    @Nullable String timeZone,
    boolean impersonationAllowed,
    Instant createdAt,
    Instant updatedAt,
    int version) {}
