package dev.latchkey.api.mfa;

import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;

/**
 * Which second factors does this person have right now? Read from the factors themselves at every
 * request, never from a copy.
 */
public record DescribeFactors(PersonId person) implements InternalRequest<Factors> {}
