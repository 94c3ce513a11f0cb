package dev.latchkey.sessions;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.ImpersonationAdmitted;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;

/** What the accounts module would know, shared by the fakes of several nodes. */
final class People {

  static final String PASSWORD = "correct horse battery staple";

  /** A person under an identifier; the fields are for tests to turn. */
  static final class Someone {
    final PersonId id = new PersonId(Ids.next());
    final OrganizationId organization = new OrganizationId(Ids.next());
    volatile Set<Permission> permissions = Set.of(Permission.USERS_READ);
    final AtomicInteger generation = new AtomicInteger(1);
    volatile LoginId keptLogin;
    volatile UUID admission = Ids.next();
    volatile boolean mustChangePassword;
    volatile boolean disabled;
    volatile boolean secondFactorRequired;
    volatile boolean trustedDevicesAllowed = true;
    volatile boolean unreachable;
    volatile boolean impersonable;
    volatile String code;
    volatile String passkey;
    volatile String trustedDevice;
    volatile Runnable afterProof = () -> {};

    volatile SessionLimits limits = SessionLimits.NONE;

    /** Where else they are an active member. */
    final Set<OrganizationId> elsewhere = new CopyOnWriteArraySet<>();

    Authority authority() {
      return authority(organization);
    }

    Authority authority(OrganizationId where) {
      return new Authority(
          id,
          where,
          permissions,
          generation.get(),
          keptLogin,
          admission,
          mustChangePassword,
          null,
          secondFactorRequired,
          trustedDevicesAllowed,
          null,
          limits);
    }

    boolean isMemberOf(OrganizationId where) {
      return Objects.equals(organization, where) || elsewhere.contains(where);
    }

    /** What a change of password does: ends all logins but one. */
    void changePassword(LoginId kept) {
      keptLogin = kept;
      generation.incrementAndGet();
    }
  }

  private final Map<String, Someone> byIdentifier = new ConcurrentHashMap<>();

  Someone named(String identifier) {
    return byIdentifier.computeIfAbsent(identifier, each -> new Someone());
  }

  Future<Authority> verify(VerifyPassword request) {
    return Optional.ofNullable(byIdentifier.get(request.identifier()))
        .filter(someone -> !someone.disabled && request.password().equals(PASSWORD))
        .map(someone -> Future.succeededFuture(someone.authority()))
        .orElseGet(() -> Future.failedFuture(Failure.INVALID_CREDENTIALS.refusal()));
  }

  Future<Done> verifyOwn(VerifyOwnPassword request) {
    if (!request.password().equals(PASSWORD)) {
      return Future.failedFuture(Failure.INVALID_CREDENTIALS.refusal());
    }
    find(request.caller().person()).ifPresent(someone -> someone.afterProof.run());
    return Future.succeededFuture(Done.DONE);
  }

  Future<Done> checkNew(CheckNewPassword request) {
    return request.newPassword().equals("short")
        ? Future.failedFuture(Failure.PASSWORD_TOO_SHORT.refusal())
        : Future.succeededFuture(Done.DONE);
  }

  Future<Authority> admit(AdmitSignIn request) {
    return find(request.person())
        .filter(someone -> !someone.disabled)
        .filter(
            someone -> request.organization() == null || someone.isMemberOf(request.organization()))
        .map(
            someone ->
                Future.succeededFuture(
                    request.organization() == null
                        ? someone.authority()
                        : someone.authority(request.organization())))
        .orElseGet(() -> Future.failedFuture(Failure.INVALID_CREDENTIALS.refusal()));
  }

  Future<Authority> describe(DescribeAuthority request) {
    Optional<Someone> found = find(request.person());
    if (found.filter(someone -> someone.unreachable).isPresent()) {
      return Future.failedFuture(Failure.UNAVAILABLE.refusal());
    }
    return found
        .filter(someone -> !someone.disabled)
        .filter(someone -> someone.isMemberOf(request.organization()))
        .map(someone -> Future.succeededFuture(someone.authority(request.organization())))
        .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal()));
  }

  /** Of the consents and rules that accounts keeps only their outcome matters here. */
  Future<ImpersonationAdmitted> admitImpersonation(AdmitImpersonation request) {
    return find(request.person())
        .filter(someone -> someone.impersonable)
        .map(
            someone ->
                describe(new DescribeAuthority(request.impersonator(), request.organization()))
                    .compose(
                        by ->
                            describe(
                                    new DescribeAuthority(request.person(), request.organization()))
                                .map(as -> new ImpersonationAdmitted(by, as))))
        .orElseGet(() -> Future.failedFuture(Failure.IMPERSONATION_NOT_ALLOWED.refusal()));
  }

  Future<MemberView> describeUser(DescribeUser request) {
    return find(request.user())
        .filter(someone -> someone.isMemberOf(request.caller().organization()))
        .map(
            someone ->
                Future.succeededFuture(
                    new MemberView(
                        someone.id,
                        "someone",
                        null,
                        false,
                        MemberState.ACTIVE,
                        AccountType.MANAGED,
                        List.of(),
                        false,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        1)))
        .orElseGet(() -> Future.failedFuture(Failure.NOT_FOUND.refusal()));
  }

  Optional<Someone> withPasskey(String passkey) {
    return byIdentifier.values().stream()
        .filter(someone -> passkey.equals(someone.passkey))
        .findFirst();
  }

  Optional<Someone> find(PersonId id) {
    return byIdentifier.values().stream().filter(someone -> someone.id.equals(id)).findFirst();
  }
}
