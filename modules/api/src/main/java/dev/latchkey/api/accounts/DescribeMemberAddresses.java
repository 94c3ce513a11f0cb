package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;

/**
 * Every address of somebody of the caller's organisation, proven or not; {@link Failure#NOT_FOUND}.
 * The caller's permission was checked already.
 */
public record DescribeMemberAddresses(Caller caller, PersonId user)
    implements InternalRequest<MemberAddresses> {}
