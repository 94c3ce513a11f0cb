package dev.latchkey.api.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Is this a passkey's answer to an offer? Each offer is good for one answer, right or wrong, on
 * whatever node and under any race.
 *
 * <p>{@link Failure#SECOND_FACTOR_INVALID} for every other case alike: another origin, relying
 * party or challenge, a frame in a page of another origin, a used or expired offer, one made for
 * somebody else, an unknown passkey or that of another person, a wrong signature, no user
 * verification where it is demanded, or a signature counter that did not grow: there may be a
 * clone.
 *
 * @param person whom the offer was made for; null for a sign-in without a password
 * @param organization where it goes on record; null for none
 * @param credential JSON text as the browser answers it: {@code AuthenticationResponseJSON} (Web
 *     Authentication Level 3, 5.1), at most 16,384 characters
 */
public record VerifyPasskey(
    @Nullable PersonId person,
    @Nullable OrganizationId organization,
    String credential,
    Origin origin)
    implements InternalRequest<PasskeyProven> {
  @Override
  public String toString() {
    return "VerifyPasskey[" + person + "]";
  }
}
