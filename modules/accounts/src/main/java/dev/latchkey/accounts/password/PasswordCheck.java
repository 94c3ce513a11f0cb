package dev.latchkey.accounts.password;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.guess.GuessLimits;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Is the password right? Whatever the reason for a no - nobody of that name, nobody who may sign
 * in, too many guesses, a wrong password - it costs two statements and one hash, and answers alike.
 */
public final class PasswordCheck {

  private final Database database;
  private final PasswordStore store;
  private final PasswordHasher hasher;

  public PasswordCheck(Database database, PasswordStore store, PasswordHasher hasher) {
    this.database = database;
    this.store = store;
    this.hasher = hasher;
  }

  /** Answers {@link VerifyPassword}. */
  public Future<Authority> verify(VerifyPassword request) {
    String name = EmailAddress.key(request.identifier());
    return store
        .candidate(database, name, nobody(name), request.organization(), request.device())
        .compose(candidate -> verify(candidate, request));
  }

  private Future<Authority> verify(PasswordStore.Candidate candidate, VerifyPassword request) {
    Optional<Authority> authority = Optional.ofNullable(candidate.authority());
    Change refusal =
        Change.byAnybody(request.origin(), EventType.PASSWORD_REFUSED)
            .refused()
            .about("person", authority.map(known -> known.person().value()).orElse(null))
            .in(
                authority
                    .map(Authority::organization)
                    .map(organization -> organization.value())
                    .orElse(null));
    return hasher
        .verify(candidate.hash(), request.password())
        .compose(
            right ->
                right && candidate.admitted() && authority.isPresent()
                    ? settle(authority.get().person(), candidate.authenticator())
                        .map(authority.get())
                    : refuse(refusal, Failure.INVALID_CREDENTIALS));
  }

  /** Answers {@link VerifyOwnPassword}. */
  public Future<Done> verifyOwn(VerifyOwnPassword request) {
    return own(request.caller(), request.password(), Failure.INVALID_CREDENTIALS).map(Done.DONE);
  }

  /** As {@link #verifyOwn}, failing with the given failure. */
  public Future<Void> confirm(Caller caller, String password, Failure failure) {
    return own(caller, password, failure).mapEmpty();
  }

  /** Checks the caller's password; wrong ones are guesses, and fail with the given failure. */
  Future<PasswordStore.Known> own(Caller caller, String password, Failure failure) {
    Change refusal =
        Change.by(caller, EventType.PASSWORD_REFUSED)
            .refused()
            .about("person", caller.person().value());
    return store
        .known(database, caller.person())
        .compose(
            known ->
                hasher
                    .verify(known.hash(), password)
                    .compose(
                        right ->
                            right && known.admitted()
                                ? settle(caller.person(), PasswordStore.AUTHENTICATOR).map(known)
                                : refuse(refusal, failure)));
  }

  /** Answers {@link AdmitSignIn}. */
  public Future<Authority> admit(AdmitSignIn request) {
    Change refusal =
        Change.byAnybody(request.origin(), EventType.LOGIN_REFUSED)
            .refused()
            .about("person", request.person().value());
    return PasswordStore.signingIn(database, request.person(), request.organization())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> refuse(refusal, Failure.INVALID_CREDENTIALS)));
  }

  /** Answers {@link DescribeAuthority}. */
  public Future<Authority> authority(DescribeAuthority request) {
    return PasswordStore.authority(database, request.person(), request.organization())
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal())));
  }

  private Future<Void> settle(PersonId person, String authenticator) {
    return GuessLimits.clear(database, person.value(), authenticator);
  }

  private <T> Future<T> refuse(Change refusal, Failure failure) {
    return PasswordStore.append(database, refusal)
        .compose(appended -> Future.failedFuture(failure.refusal()));
  }

  /** What guesses at a name that is nobody's are counted under. */
  private static UUID nobody(String name) {
    return UUID.nameUUIDFromBytes(("nobody:" + name).getBytes(StandardCharsets.UTF_8));
  }
}
