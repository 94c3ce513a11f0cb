package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Is this the person's second factor? A code, or a passkey's answer, counts once, on whatever
 * channel and under any race; a wrong code is a guess, which is counted per person and method on
 * every node. Answers of passkeys can't be guessed, so they are not counted.
 *
 * <p>{@link Failure#SECOND_FACTOR_INVALID} for every other case alike: wrong, used, of another
 * person, too many guesses, or no such factor.
 *
 * @param organization where it goes on record; null for a person without one
 */
public record VerifySecondFactor(
    PersonId person, @Nullable OrganizationId organization, SecondFactor proof, Origin origin)
    implements InternalRequest<SecondFactorProven> {}
