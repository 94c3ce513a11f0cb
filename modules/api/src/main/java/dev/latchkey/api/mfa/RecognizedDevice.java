package dev.latchkey.api.mfa;

import dev.latchkey.api.id.PersonId;
import java.time.Instant;

/**
 * A device that its person has trusted. Whether it is trusted still, accounts knows.
 *
 * @param loginGeneration of the person's logins at that time
 * @param trustedAt when that was
 */
public record RecognizedDevice(PersonId person, int loginGeneration, Instant trustedAt) {}
