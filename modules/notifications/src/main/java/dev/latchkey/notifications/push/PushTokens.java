package dev.latchkey.notifications.push;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PushTokenId;
import dev.latchkey.api.notifications.PushTokenView;
import dev.latchkey.api.notifications.RegisterPushToken;
import dev.latchkey.api.notifications.UnregisterPushToken;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.notifications.push.PushTokenStore.Known;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** People say which of their devices take notices. */
public final class PushTokens {

  private static final String KIND = "push_token";

  /** More than any push service gives (chosen, not measured). */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,512}");

  private final Database database;
  private final PushTokenSecrets secrets;

  /**
   * Keeps tokens in that database.
   *
   * @param keyset what they are encrypted under
   */
  public PushTokens(Database database, Keyset keyset) {
    this.database = database;
    this.secrets = new PushTokenSecrets(keyset);
  }

  /** Answers {@link RegisterPushToken}. */
  public Future<PushTokenView> register(RegisterPushToken request) {
    return Future.succeededFuture(request)
        .map(this::sealed)
        .compose(
            token ->
                database.transaction(
                    PushTokenStore.hold(token),
                    (sql, held) ->
                        PushTokenStore.find(sql, token)
                            .compose(known -> register(sql, request.caller(), token, known))));
  }

  private NewPushToken sealed(RegisterPushToken request) {
    Caller caller = request.caller();
    if (!TOKEN.matcher(request.token()).matches()) {
      throw Failure.INVALID_REQUEST.refusal("A push token has 1 to 512 visible ASCII characters.");
    }
    return new NewPushToken(
        caller.person(),
        credential(caller),
        request.platform(),
        secrets.seal(caller.person(), request.token()));
  }

  private static UUID credential(Caller caller) {
    LoginId login = caller.login();
    return login == null ? Objects.requireNonNull(caller.token()).id().value() : login.value();
  }

  private static Future<PushTokenView> register(
      Sql sql, Caller caller, NewPushToken token, Optional<Known> found) {
    if (found.isEmpty()) {
      return PushTokenStore.hold(sql, token.person()).compose(held -> add(sql, caller, token));
    }
    Known known = found.get();
    return PushTokenStore.hold(sql, token.person(), known.person())
        .compose(
            held ->
                known.person().equals(token.person())
                    ? refresh(sql, caller, token, known)
                    : takeOver(sql, caller, token, known));
  }

  /** It may have given way to another one while we waited. */
  private static Future<PushTokenView> refresh(
      Sql sql, Caller caller, NewPushToken token, Known known) {
    return PushTokenStore.refresh(sql, known, token)
        .compose(
            view ->
                view.isEmpty()
                    ? add(sql, caller, token)
                    : known.platform() == token.platform()
                        ? Future.succeededFuture(view.get())
                        : told(sql, caller, view.get(), List.of()));
  }

  /**
   * Neither of the two learns of the other: what the one has lost is in no organisation's trail.
   */
  private static Future<PushTokenView> takeOver(
      Sql sql, Caller caller, NewPushToken token, Known known) {
    Change lost =
        Change.bySystem(EventType.PUSH_TOKEN_REMOVED)
            .about(KIND, known.id().value())
            .with("person", known.person().toString())
            .with("reason", "device_changed_hands");
    return PushTokenStore.remove(sql, known)
        .compose(removed -> removed ? EventLog.append(sql, lost) : Future.<Void>succeededFuture())
        .compose(removed -> add(sql, caller, token));
  }

  private static Future<PushTokenView> add(Sql sql, Caller caller, NewPushToken token) {
    return PushTokenStore.add(sql, token)
        .compose(
            added ->
                told(
                    sql,
                    caller,
                    added.view(),
                    added.evicted().stream().map(String::valueOf).toList()));
  }

  /** A device that is only seen again is not worth a record at each start of an app. */
  private static Future<PushTokenView> told(
      Sql sql, Caller caller, PushTokenView view, List<String> evicted) {
    Change change =
        Change.by(caller, EventType.PUSH_TOKEN_REGISTERED)
            .about(KIND, view.id().value())
            .with("platform", view.platform().wireName())
            .with("evicted", evicted.isEmpty() ? null : new JsonArray(evicted));
    return EventLog.append(sql, change).map(view);
  }

  /** Answers {@link UnregisterPushToken}. */
  public Future<Done> unregister(UnregisterPushToken request) {
    if (!TOKEN.matcher(request.token()).matches()) {
      return Future.succeededFuture(Done.DONE);
    }
    List<byte[]> macs = secrets.macs(request.token());
    return database
        .transaction(
            sql ->
                PushTokenStore.unregister(sql, request.caller().person(), macs)
                    .compose(removed -> tellRemoval(sql, request.caller(), removed)))
        .map(Done.DONE);
  }

  private static Future<Void> tellRemoval(Sql sql, Caller caller, Optional<PushTokenId> removed) {
    return removed
        .map(
            id ->
                EventLog.append(
                    sql,
                    Change.by(caller, EventType.PUSH_TOKEN_REMOVED)
                        .about(KIND, id.value())
                        .with("reason", "unregistered")))
        .orElseGet(Future::succeededFuture);
  }
}
