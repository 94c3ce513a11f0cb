package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * What may this person do in that organisation right now?
 *
 * <p>{@link Failure#NOT_FOUND} when the person may not sign in or is no active member of it.
 */
public record DescribeAuthority(PersonId person, @Nullable OrganizationId organization)
    implements InternalRequest<Authority> {}
