package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds a passkey: a challenge is handed out, and whoever answers it has one more. Recovery codes
 * come with the first factor only.
 */
final class PasskeyAdding {

  private final Passkeys passkeys;
  private final FactorStore factors;
  private final NewRecoveryCodes codes;
  private final Authorities authorities;
  private final LoginRaising logins;

  PasskeyAdding(
      Passkeys passkeys,
      FactorStore factors,
      NewRecoveryCodes codes,
      Authorities authorities,
      LoginRaising logins) {
    this.passkeys = passkeys;
    this.factors = factors;
    this.codes = codes;
    this.authorities = authorities;
    this.logins = logins;
  }

  /** Answers {@link OfferPasskey}. */
  Future<PasskeyOffer> offer(OfferPasskey request) {
    PersonId person = request.caller().person();
    OpaqueToken challenge = OpaqueToken.generate(Ceremony.CHALLENGE);
    return authorities
        .accountName(request.caller())
        .compose(
            account ->
                passkeys
                    .ceremonies()
                    .begin(Ceremony.CREATION, person, challenge)
                    .map(known -> passkeys.options().creation(person, account, challenge, known)));
  }

  /** Answers {@link AddPasskey}. */
  Future<PasskeyAdded> add(AddPasskey request) {
    Caller caller = request.caller();
    Optional<String> name = Passkeys.name(request.name());
    return name.isEmpty()
        ? Passkeys.unnamed()
        : judged(request)
            .compose(credential -> add(caller, stored(caller, credential), name.orElseThrow()))
            .compose(added -> logins.raise(caller, added));
  }

  private Future<Credential> judged(AddPasskey request) {
    PersonId person = request.caller().person();
    return passkeys
        .webAuthn()
        .made(request.credential())
        .map(
            answer ->
                passkeys
                    .ceremonies()
                    .takeCreation(person, answer.challenge())
                    .map(taken -> taken ? passkeys.webAuthn().judge(answer) : none()))
        .orElseGet(() -> Future.succeededFuture(none()))
        .map(credential -> credential.orElseThrow(Failure.PASSKEY_REFUSED::refusal));
  }

  private static Optional<Credential> none() {
    return Optional.empty();
  }

  private static StoredPasskey stored(Caller caller, Credential credential) {
    return new StoredPasskey(new PasskeyId(Ids.next()), caller.person(), credential);
  }

  private Future<PasskeyAdded> add(Caller caller, StoredPasskey passkey, String name) {
    Change change =
        FactorEvents.by(caller, caller.person(), EventType.PASSKEY_ADDED)
            .with("passkey", passkey.id().toString())
            .personal("passkeyName", name);
    return factors.change(
        caller.person(),
        sql ->
            PasskeyStore.add(sql, passkey, name)
                .compose(view -> counted(sql, caller.person(), view))
                .compose(added -> EventLog.append(sql, change).map(added)));
  }

  private Future<PasskeyAdded> counted(Sql sql, PersonId person, PasskeyView added) {
    return FactorStore.find(sql, person)
        .compose(found -> codesFor(sql, person, found))
        .map(issued -> new PasskeyAdded(added, issued));
  }

  private Future<@Nullable RecoveryCodes> codesFor(Sql sql, PersonId person, StoredFactors found) {
    if (found.passkeys() > PasskeyStore.MOST) {
      return Future.failedFuture(Failure.TOO_MANY_PASSKEYS.refusal());
    }
    boolean first = found.passkeys() == 1 && !found.totp();
    return first ? codes.give(sql, person).map(given -> given) : Future.succeededFuture();
  }
}
