package dev.latchkey.router.jsonapi;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.ListMyTeams;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MyTeamPage;
import dev.latchkey.api.accounts.MyTeamView;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Failure.Kind;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.MfaStatus;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The person whom the keys belong to. */
record CurrentUserOperations(Bus bus, Users users) {

  private static final int MOST_TEAMS = 100;

  static List<SurfaceOperation> of(Bus bus, Users users) {
    CurrentUserOperations all = new CurrentUserOperations(bus, users);
    return List.of(
        SurfaceOperation.of(
            "getCurrentUser",
            DescribeMe.class,
            call ->
                bus.ask(new DescribeMe(call.caller()))
                    .compose(me -> all.answer(call.caller(), me))),
        SurfaceOperation.of("updateCurrentUser", UpdateMe.class, all::update));
  }

  /** A person as they see themselves; {@link Failure#FORBIDDEN} for a token that is nobody's. */
  static UserResource resource(Me me, Optional<UserResource.Private> own) {
    return Optional.ofNullable(me.user())
        .map(
            user ->
                UserResource.of(
                    user,
                    me.memberships().stream()
                        .filter(each -> each.organization().equals(me.organization()))
                        .findFirst(),
                    own))
        .orElseThrow(Failure.FORBIDDEN::refusal);
  }

  private Future<Reply> answer(Caller caller, Me me) {
    return own(caller, me)
        .compose(own -> users.document(caller, resource(me, own)))
        .map(
            document ->
                document.including(
                    Stream.ofNullable(me.organization()).map(OrganizationResource::of).toList()))
        .map(document -> Reply.ok(document.json()));
  }

  /** A token without the scope for it gets the rest. */
  private Future<Optional<UserResource.Private>> own(Caller caller, Me me) {
    Future<MfaStatus> mfa = bus.ask(new DescribeMfa(caller));
    Future<MyTeamPage> teams = bus.ask(new ListMyTeams(caller, MOST_TEAMS, null));
    return Future.join(mfa, teams)
        .map(
            both ->
                Optional.of(
                    new UserResource.Private(
                        mfa.result().enabled(), teamsIn(me, teams.result().items()))))
        .recover(
            cause ->
                cause instanceof Refusal refusal && refusal.failure().kind() == Kind.FORBIDDEN
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(cause));
  }

  private static List<MyTeamView> teamsIn(Me me, List<MyTeamView> teams) {
    return teams.stream().filter(team -> team.organization().equals(me.organization())).toList();
  }

  private Future<Reply> update(Call call) {
    Caller caller = call.caller();
    UserChange change = UserChange.of(call);
    if (!change.id().equals(caller.person().toString())) {
      return Future.succeededFuture(ErrorTexts.mismatch());
    }
    return state(caller, change)
        .compose(
            unchanged ->
                bus.ask(new UpdateMe(caller, change.set(), change.clear(), change.email(), null)))
        .compose(me -> answer(caller, me));
  }

  /** To disable oneself is refused by whoever disables people, before anything is changed. */
  private Future<?> state(Caller caller, UserChange change) {
    return Boolean.TRUE.equals(change.disabled())
        ? bus.ask(
            new UpdateUser(caller, caller.person(), Map.of(), Set.of(), null, null, null, true))
        : Future.succeededFuture();
  }
}
