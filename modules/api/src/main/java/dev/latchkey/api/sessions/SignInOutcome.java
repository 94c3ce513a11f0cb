package dev.latchkey.api.sessions;

import org.jspecify.annotations.Nullable;

/**
 * What a right password opens: exactly one of the two.
 *
 * @param signedIn a login
 * @param challenge the way to the second step, where the person has a second factor
 */
public record SignInOutcome(
    @Nullable SignedIn signedIn, @Nullable SecondFactorChallenge challenge) {}
