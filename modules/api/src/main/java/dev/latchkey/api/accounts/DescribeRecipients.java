package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.PersonId;

/**
 * Who is to be told of something that happened to a person, for an event that does not say it.
 *
 * <p>{@link Failure#NOT_FOUND} when there is no such person any more.
 */
public record DescribeRecipients(PersonId person) implements InternalRequest<Recipients> {}
