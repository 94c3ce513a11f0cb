package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.sessions.EndLogin;
import dev.latchkey.api.sessions.EndLogins;
import dev.latchkey.api.sessions.EndLoginsIn;
import dev.latchkey.api.sessions.EndOtherLogins;
import dev.latchkey.api.sessions.ListLogins;
import dev.latchkey.api.sessions.ListUserLogins;
import dev.latchkey.api.sessions.LoginList;
import dev.latchkey.kernel.event.Change;
import io.vertx.core.Future;

/** The logins of a person: to list, and to end. */
final class Logins {

  private final Bus bus;
  private final LoginListStore logins;
  private final EndingStore endings;
  private final ApiTokenStore tokens;

  Logins(Bus bus, LoginListStore logins, EndingStore endings, ApiTokenStore tokens) {
    this.bus = bus;
    this.logins = logins;
    this.endings = endings;
    this.tokens = tokens;
  }

  /** The living ones. */
  Future<LoginList> list(ListLogins request) {
    return logins.list(request.caller(), ParallelLogins.MOST).map(LoginList::new);
  }

  /** Answers {@link ListUserLogins}. */
  Future<LoginList> listOfUser(ListUserLogins request) {
    return bus.ask(new DescribeUser(request.caller(), request.user()))
        .compose(user -> logins.listThere(request.caller(), request.user(), ParallelLogins.MOST))
        .map(LoginList::new);
  }

  /** Ends one; somebody else's is not found, nor is any other for whoever acts as the person. */
  Future<Done> end(EndLogin request) {
    Caller caller = request.caller();
    if (caller.impersonator() != null && !request.login().equals(caller.login())) {
      return Future.failedFuture(Failure.NOT_FOUND.refusal());
    }
    Change change = ended(caller, EndReason.SIGNED_OUT).about("login", request.login().value());
    return endings
        .end(request.login(), caller.person(), EndReason.SIGNED_OUT, change)
        .map(Logins::doneOrNotFound);
  }

  /** Ends all but the caller's. */
  Future<Done> endOthers(EndOtherLogins request) {
    Caller caller = request.caller();
    return endings
        .endOthers(
            caller.person(),
            caller.login(),
            EndReason.OTHERS_SIGNED_OUT,
            () -> ended(caller, EndReason.OTHERS_SIGNED_OUT))
        .map(Done.DONE);
  }

  /** Ends those that another module's change has made worthless; with the last login the tokens. */
  Future<Done> endAll(EndLogins request) {
    return endings
        .endOthers(
            request.person(),
            request.except(),
            request.reason(),
            () -> Change.bySystem(EventType.LOGIN_ENDED).with("reason", request.reason()))
        .compose(ended -> request.except() == null ? endTokens(request) : Future.succeededFuture())
        .map(Done.DONE);
  }

  private Future<Void> endTokens(EndLogins request) {
    return tokens.endAll(request.person(), null, request.reason(), tokensEnd(request.reason()));
  }

  /** As {@link #endAll}, in one organisation. */
  Future<Done> endIn(EndLoginsIn request) {
    Change tokensEnd = tokensEnd(request.reason());
    return endings
        .endIn(
            request.person(),
            request.organization(),
            request.reason(),
            () -> Change.bySystem(EventType.LOGIN_ENDED).with("reason", request.reason()))
        .compose(
            ended ->
                tokens.endAll(
                    request.person(), request.organization(), request.reason(), tokensEnd))
        .map(Done.DONE);
  }

  private static Change tokensEnd(String reason) {
    return Change.bySystem(EventType.TOKEN_ENDED).about("token", null).with("reason", reason);
  }

  private static Change ended(Caller caller, String reason) {
    return Change.by(caller, EventType.LOGIN_ENDED).with("reason", reason);
  }

  private static Done doneOrNotFound(boolean ended) {
    if (!ended) {
      throw Failure.NOT_FOUND.refusal();
    }
    return Done.DONE;
  }
}
