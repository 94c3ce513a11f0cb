package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.Authenticate;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Whose credential is this, told by its shape? Of an access token the signature is looked at first,
 * then the login and its person's authority at once, each by one statement. Neither is ever cached:
 * what was revoked is refused from then on, on every node.
 */
final class Authentication {

  private final TokenAuthentication tokens;
  private final AccessTokens accessTokens;
  private final LoginStore logins;
  private final Authorities authorities;
  private final Impersonation impersonation;
  private final SecondFactors factors;
  private final Duration freshFor;

  Authentication(
      TokenAuthentication tokens,
      AccessTokens accessTokens,
      LoginStore logins,
      Authorities authorities,
      Impersonation impersonation,
      SecondFactors factors,
      Duration freshFor) {
    this.tokens = tokens;
    this.accessTokens = accessTokens;
    this.logins = logins;
    this.authorities = authorities;
    this.impersonation = impersonation;
    this.factors = factors;
    this.freshFor = freshFor;
  }

  /** The caller behind a token; {@link Failure#UNAUTHENTICATED} when it does not count. */
  Future<Caller> authenticate(Authenticate request) {
    String companion = request.organizationToken();
    return companion == null
        ? alone(request)
        : Future.all(alone(request), tokens.authenticate(companion, request.origin()))
            .map(both -> vouchedFor(both.resultAt(0), both.resultAt(1)));
  }

  private static Caller vouchedFor(Caller caller, Caller organization) {
    if (organization.speaksForOrganization()
        && Objects.equals(organization.organization(), caller.organization())) {
      return caller;
    }
    throw Failure.UNAUTHENTICATED.refusal();
  }

  private Future<Caller> alone(Authenticate request) {
    String credential = request.accessToken();
    if (ApiTokenKinds.claims(credential)) {
      return tokens.authenticate(credential, request.origin());
    }
    return accessTokens.verify(credential).compose(claims -> authenticate(claims, request));
  }

  private Future<Caller> authenticate(Claims claims, Authenticate request) {
    Future<Optional<LiveLogin>> login = logins.use(claims);
    Future<Optional<Authority>> authority =
        authorities.find(claims.person(), claims.organization());
    return Future.all(login, authority)
        .compose(
            both ->
                login
                    .result()
                    .flatMap(
                        live ->
                            authority
                                .result()
                                .filter(live::countsUnder)
                                .map(granted -> admit(live, granted, request)))
                    .orElseThrow(Failure.UNAUTHENTICATED::refusal));
  }

  private Future<Caller> admit(LiveLogin login, Authority authority, Authenticate request) {
    return isFresh(login, request.sensitive())
        .map(fresh -> caller(login, authority, fresh, request.origin()))
        .compose(this::knowingTheirFactor)
        .compose(
            caller ->
                login.impersonator() == null
                    ? Future.succeededFuture(caller)
                    : impersonation.confirm(login, caller));
  }

  /**
   * A proof by one factor is as good as it can be for somebody who has no other. Whether they have
   * is read at that moment.
   */
  private Future<Boolean> isFresh(LiveLogin login, boolean matters) {
    if (!matters || !login.isFresh(freshFor)) {
      return Future.succeededFuture(false);
    }
    return login.assurance() == Assurance.TWO_FACTORS
        ? Future.succeededFuture(true)
        : factors.of(login.person()).map(found -> !found.enabled());
  }

  /** A login may be older than its person's factor, which then is to be proven, not set up. */
  private Future<Caller> knowingTheirFactor(Caller caller) {
    return caller.secondFactorDue()
        ? factors
            .of(caller.person())
            .map(found -> found.enabled() ? caller.holdingSecondFactor() : caller)
        : Future.succeededFuture(caller);
  }

  private static Caller caller(LiveLogin login, Authority authority, boolean fresh, Origin origin) {
    return new Caller(
        login.person(),
        login.id(),
        login.organization(),
        permissions(login, authority),
        login.assurance(),
        login.authenticatedAt(),
        fresh,
        login.owesPasswordUnder(authority),
        login.owesSecondFactorUnder(authority),
        origin,
        null,
        null,
        null);
  }

  /** Permissions are worth something in their own organisation only. */
  private static Set<Permission> permissions(LiveLogin login, Authority authority) {
    return Objects.equals(login.organization(), authority.organization())
        ? authority.permissions()
        : Set.of();
  }
}
