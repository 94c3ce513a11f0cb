package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AccountView;
import dev.latchkey.api.accounts.DescribeAccount;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.MyInvitationView;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.kernel.bus.Demand;
import dev.latchkey.router.credential.Admittance;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The answer of most operations: all that is known of the caller, from three modules at once. */
record FullUser(Bus bus) {

  /** As clients of this API expect. */
  private static final int MOST_INVITATIONS = 25;

  /** Fails with why this caller would not be answered, before anybody is asked. */
  Future<Void> admit(Caller caller) {
    Demand demand =
        caller.impersonator() == null
            ? Demand.of(DescribeAccount.class)
            : Demand.of(DescribeMe.class);
    return Admittance.of(bus, demand, caller);
  }

  /** The caller, as they are now. */
  Future<Reply> of(Caller caller) {
    return describe(caller).map(Reply::ok);
  }

  /** The same, that something may be added to. */
  Future<JsonObject> describe(Caller caller) {
    return caller.impersonator() == null ? whole(caller) : profile(caller);
  }

  /** Whoever acts as somebody else is not told what is that person's own affair. */
  private Future<JsonObject> profile(Caller caller) {
    return bus.ask(new DescribeMe(caller)).map(UserBody::profile);
  }

  private Future<JsonObject> whole(Caller caller) {
    Future<AccountView> account = bus.ask(new DescribeAccount(caller));
    Future<Optional<MfaStatus>> factors = factors(caller);
    Future<List<MyInvitationView>> invitations = invitations(caller);
    return Future.all(account, factors, invitations)
        .map(all -> new UserBody(account.result(), factors.result(), invitations.result()).json());
  }

  /** A token is not told how its person signs in. */
  private Future<Optional<MfaStatus>> factors(Caller caller) {
    return caller.token() == null
        ? bus.ask(new DescribeMfa(caller)).map(Optional::of)
        : Future.succeededFuture(Optional.empty());
  }

  /** Whoever owes a second factor sees them once they have it. */
  private Future<List<MyInvitationView>> invitations(Caller caller) {
    return caller.token() == null && !caller.secondFactorDue()
        ? bus.ask(new ListMyInvitations(caller, MOST_INVITATIONS, null)).map(page -> page.items())
        : Future.succeededFuture(List.of());
  }
}
