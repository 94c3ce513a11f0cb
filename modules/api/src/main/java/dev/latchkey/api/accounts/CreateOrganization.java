package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;

/**
 * Makes a new organisation with the caller as its owner.
 *
 * <p>{@link Failure#ORGANIZATION_CREATION_CLOSED} where the operator does not allow it to this
 * caller; {@link Failure#TOO_MANY_ORGANIZATIONS} beyond 100.
 */
public record CreateOrganization(Caller caller, String name)
    implements IdempotentRequest<OrganizationView> {}
