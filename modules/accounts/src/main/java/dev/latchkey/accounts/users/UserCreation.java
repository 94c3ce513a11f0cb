package dev.latchkey.accounts.users;

import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.password.TemporaryPasswords;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.accounts.users.UserCreationStore.Created;
import dev.latchkey.accounts.users.UserCreationStore.Credential;
import dev.latchkey.accounts.users.UserCreationStore.Grant;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.CreateInvitee;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UserCreated;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** An administrator makes an account for somebody. */
final class UserCreation {

  private final Once once;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final Duration proofLifetime;

  UserCreation(Once once, PasswordPolicy policy, PasswordHasher hasher, Duration proofLifetime) {
    this.once = once;
    this.policy = policy;
    this.hasher = hasher;
    this.proofLifetime = proofLifetime;
  }

  /** Answers {@link CreateUser}. */
  Future<UserCreated> create(CreateUser request) {
    return Future.succeededFuture(request)
        .map(asked -> Newcomer.of(asked.user()))
        .compose(
            newcomer ->
                credential(request, newcomer)
                    .compose(credential -> create(request, newcomer, credential)));
  }

  private Future<Credential> credential(CreateUser request, Newcomer newcomer) {
    String given = request.password();
    if (given == null) {
      String temporary = TemporaryPasswords.generate();
      return Future.succeededFuture(new Credential(hasher.hashRandom(temporary), temporary));
    }
    return policy
        .check(given, newcomer.context())
        .compose(accepted -> hasher.hash(given))
        .map(hash -> new Credential(hash, null));
  }

  /** What is kept for a repetition is without the password: it is told by whoever made it. */
  private Future<UserCreated> create(CreateUser request, Newcomer newcomer, Credential credential) {
    AtomicBoolean made = new AtomicBoolean();
    return once.transaction(
            request,
            UserCreated.class,
            UserCreationStore.hold(newcomer),
            sql -> create(sql, request, newcomer, credential).onSuccess(done -> made.set(true)))
        .map(
            done ->
                made.get() && done.changeBy() != null
                    ? new UserCreated(done.user(), credential.temporary(), done.changeBy())
                    : done);
  }

  private Future<UserCreated> create(
      Sql sql, CreateUser request, Newcomer newcomer, Credential credential) {
    Caller caller = request.caller();
    Set<RoleId> wanted = roles(request.roleIds());
    var proof = proof(caller, newcomer, wanted, Ids.next());
    return UserCreationStore.create(sql, caller, newcomer, credential, new Grant(wanted), proof)
        .map(made -> checked(caller, newcomer, wanted, made))
        .map(
            made ->
                new UserCreated(view(newcomer, made, MemberState.ACTIVE), null, made.changeBy()));
  }

  /** Answers {@link CreateInvitee}. */
  Future<MemberView> createInvitee(CreateInvitee request) {
    return Future.succeededFuture(request.user())
        .map(Newcomer::of)
        .compose(
            newcomer ->
                once.transaction(
                    request,
                    MemberView.class,
                    UserCreationStore.hold(newcomer),
                    sql -> createInvitee(sql, request, newcomer)));
  }

  private Future<MemberView> createInvitee(Sql sql, CreateInvitee request, Newcomer newcomer) {
    Caller caller = request.caller();
    Set<RoleId> wanted = roles(request.roleIds());
    var told = proof(caller, newcomer, wanted, null);
    return UserCreationStore.create(sql, caller, newcomer, null, new Grant(wanted), told)
        .map(made -> checked(caller, newcomer, wanted, made))
        .map(made -> view(newcomer, made, MemberState.INVITED));
  }

  private static Set<RoleId> roles(Set<RoleId> asked) {
    return asked.isEmpty() ? Set.of(BuiltInRole.MEMBER.id()) : RoleGrant.bounded(asked);
  }

  private static Created checked(
      Caller caller, Newcomer newcomer, Set<RoleId> wanted, Created made) {
    String userName = newcomer.userName();
    if (userName != null && !userName.equals(made.handle())) {
      throw Failure.USER_NAME_TAKEN.refusal();
    }
    HeldRoles none = new HeldRoles(List.of());
    RoleGrant.check(caller, made.callerOwns(), wanted, none, made.roles());
    return made;
  }

  private UserCreationStore.Proof proof(
      Caller caller, Newcomer newcomer, Set<RoleId> roles, @Nullable UUID link) {
    Change change =
        Change.by(caller, EventType.USER_CREATED)
            .about("person", newcomer.id().value())
            .with("linkId", link == null ? null : link.toString())
            .with("given", new JsonArray(roles.stream().map(RoleId::toString).toList()))
            .personal("address", newcomer.email().text())
            .personal("name", newcomer.text(ProfileField.DISPLAY_NAME));
    return new UserCreationStore.Proof(link, proofLifetime, change);
  }

  private static MemberView view(Newcomer newcomer, Created made, MemberState state) {
    @Nullable String none = null;
    return new MemberView(
        newcomer.id(),
        made.handle(),
        newcomer.email().text(),
        false,
        state,
        AccountType.MANAGED,
        made.roles().views(),
        false,
        newcomer.text(ProfileField.GIVEN_NAME),
        newcomer.text(ProfileField.FAMILY_NAME),
        newcomer.text(ProfileField.DISPLAY_NAME),
        newcomer.text(ProfileField.TITLE),
        none,
        none,
        null,
        null,
        made.createdAt(),
        made.createdAt(),
        1);
  }
}
