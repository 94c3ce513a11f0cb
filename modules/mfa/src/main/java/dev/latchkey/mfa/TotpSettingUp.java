package dev.latchkey.mfa;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.TotpSetup;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Binds an authenticator app: a secret is made, and counts once a code of it was shown. */
final class TotpSettingUp {

  private final TotpStore store;
  private final TotpSecrets secrets;
  private final NewRecoveryCodes codes;
  private final Authorities authorities;
  private final LoginRaising logins;
  private final String issuer;

  TotpSettingUp(
      TotpStore store,
      TotpSecrets secrets,
      NewRecoveryCodes codes,
      Authorities authorities,
      LoginRaising logins,
      String issuer) {
    this.store = store;
    this.secrets = secrets;
    this.codes = codes;
    this.authorities = authorities;
    this.logins = logins;
    this.issuer = issuer;
  }

  /** Answers {@link BeginTotp}. */
  Future<TotpSetup> begin(BeginTotp request) {
    Caller caller = request.caller();
    byte[] secret = Totp.newSecret();
    return authorities
        .accountName(caller)
        .compose(
            account ->
                store
                    .begin(caller.person(), secrets.seal(caller.person(), secret))
                    .map(begun -> setUp(begun, account, Base32.encode(secret))));
  }

  private TotpSetup setUp(boolean begun, String account, String secret) {
    if (!begun) {
      throw Failure.TOTP_ACTIVE.refusal();
    }
    String uri = new OtpauthUri(issuer, account, secret).text();
    return new TotpSetup(secret, uri, QrPicture.dataUri(uri));
  }

  /** Answers {@link ConfirmTotp}. */
  Future<RecoveryCodes> confirm(ConfirmTotp request) {
    Caller caller = request.caller();
    return store
        .promptForSetUp(caller.person())
        .map(found -> found.orElseThrow(Failure.TOTP_NOT_BEGUN::refusal))
        .compose(prompt -> confirm(request, prompt));
  }

  private Future<RecoveryCodes> confirm(ConfirmTotp request, TotpStore.Prompt prompt) {
    Caller caller = request.caller();
    OptionalLong step = secrets.matching(caller.person(), prompt, request.code());
    byte[] secret = prompt.secret();
    return step.isEmpty() || secret == null
        ? refuse(caller)
        : change(request, sql -> bind(sql, caller, secret, step.getAsLong()))
            .compose(issued -> logins.raise(caller, issued));
  }

  private Future<RecoveryCodes> change(ConfirmTotp request, Function<Sql, Future<Void>> binding) {
    PersonId person = request.caller().person();
    return request.withRecoveryCodes()
        ? codes.issue(person, binding)
        : codes.keep(person, binding).map(new RecoveryCodes(List.of()));
  }

  private Future<RecoveryCodes> refuse(Caller caller) {
    Change refusal =
        FactorEvents.by(caller, caller.person(), EventType.SECOND_FACTOR_REFUSED)
            .refused()
            .with("method", FactorMethod.TOTP.wireName())
            .with("confirming", true);
    return store
        .append(refusal)
        .compose(told -> Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal()));
  }

  private static Future<Void> bind(Sql sql, Caller caller, byte[] secret, long step) {
    Change change = FactorEvents.by(caller, caller.person(), EventType.TOTP_ADDED);
    return TotpStore.confirm(sql, caller.person(), secret, step)
        .compose(
            confirmed ->
                confirmed
                    ? FactorStore.clearGuesses(sql, caller.person())
                    : Future.failedFuture(Failure.TOTP_NOT_BEGUN.refusal()))
        .compose(cleared -> EventLog.append(sql, change));
  }
}
