package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;

/**
 * May the caller reset somebody's second factors? Ends every login of theirs if so, wherever it
 * acts. Asked before the factors go; the caller's permission was checked already.
 *
 * <p>{@link Failure#NOT_FOUND} for somebody who is not of the caller's organisation, {@link
 * Failure#NOT_YOURSELF}, {@link Failure#EXTERNAL_ACCOUNT}, {@link Failure#OUTRANKED}.
 */
public record EndForMfaReset(Caller caller, PersonId user) implements InternalRequest<Done> {}
