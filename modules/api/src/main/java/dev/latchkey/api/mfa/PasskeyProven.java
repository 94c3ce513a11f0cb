package dev.latchkey.api.mfa;

import dev.latchkey.api.id.PersonId;

/**
 * A passkey that was right.
 *
 * @param userVerified whether its authenticator verified its user, by PIN or biometrics: if so, it
 *     stands for two factors
 * @param generation of the person's factors at that moment
 */
public record PasskeyProven(PersonId person, boolean userVerified, int generation) {}
