package dev.latchkey.api.accounts;

import dev.latchkey.api.id.EmailId;
import java.time.Instant;

/**
 * An e-mail address of a person.
 *
 * @param verified whether the person proved that it is theirs
 * @param primary whether notices and sign-in names default to it; exactly one address is primary
 * @param pending whether it becomes the primary one when it is proven (a staged change)
 */
public record EmailView(
    EmailId id,
    String email,
    boolean verified,
    boolean primary,
    boolean pending,
    Instant createdAt) {}
