package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.id.PersonId;

/**
 * Mails the proof of an address to somebody who can't sign in yet: of the one that is staged, or of
 * the primary one while it is unproven. Older proofs of it stop working. The answer, and what it
 * costs, never tell whether there is such a person or anything to prove.
 *
 * <p>{@link Failure#TOO_MANY_REQUESTS} after 6 in a day for one id, be it anybody's or not.
 *
 * @param byThemselves whether the person has shown who they are: their own are counted apart, so
 *     that strangers who know the id can't use them up
 */
public record RequestEmailProof(PersonId person, Origin origin, boolean byThemselves)
    implements PublicRequest<Done> {}
