package dev.latchkey.api.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WithTemporaryPassword;
import dev.latchkey.api.mfa.SecondFactor;

/**
 * Proves a second factor in a login that was opened without, and answers new tokens: from now on it
 * counts as proven by two. It makes the login no fresher than it is: for that the first factor has
 * to be proven too, which is what {@link Reauthenticate} is for. {@link
 * Failure#SECOND_FACTOR_INVALID} (counts as a guess), {@link Failure#UNAUTHENTICATED} when the
 * login is over.
 */
@WithTemporaryPassword
@WhileEnrolling
public record RaiseOwnLogin(Caller caller, SecondFactor proof) implements CallerRequest<SignedIn> {
  @Override
  public String toString() {
    return "RaiseOwnLogin[" + caller.person() + "]";
  }
}
