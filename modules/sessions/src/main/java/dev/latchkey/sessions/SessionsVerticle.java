package dev.latchkey.sessions;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.event.Pump;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.job.RepeatedJob;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.TokenSuccessors;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sign-in, logins and tokens on the bus. Any number per node: they share the database and nothing
 * else. The start fails when the database does not answer, or when a signing key was encrypted
 * under another keyset.
 */
public final class SessionsVerticle extends VerticleBase {

  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

  private static final String DEPARTURES = "departures";
  private static final Duration DEPARTURES_INTERVAL = Duration.ofMinutes(1);

  private final Database database;
  private final Keyset keyset;
  private final SessionsConfig config;
  private final String issuer;
  private final KeySchedule schedule;
  private @Nullable Pump departures;

  /**
   * A verticle to deploy.
   *
   * @param issuer the {@code iss} claim: the configured one, or the public URL of the service
   */
  public SessionsVerticle(Database database, Keyset keyset, SessionsConfig config, String issuer) {
    this(database, keyset, config, issuer, KeySchedule.STANDARD);
  }

  SessionsVerticle(
      Database database,
      Keyset keyset,
      SessionsConfig config,
      String issuer,
      KeySchedule schedule) {
    this.database = database;
    this.keyset = keyset;
    this.config = config;
    this.issuer = issuer;
    this.schedule = schedule;
  }

  @Override
  public Future<?> start() {
    SigningKeyStore keyStore = new SigningKeyStore(database);
    SigningKeys keys = new SigningKeys(vertx, keyStore, keyset, schedule.pause());
    KeyRotation rotation =
        new KeyRotation(vertx, keyStore, keys, keyset, schedule.succession(config));
    Purge purge =
        new Purge(
            new EndingStore(database), new ApiTokenStore(database), new ChallengeStore(database));
    return rotation
        .advance()
        .onSuccess(ready -> repeat(rotation, purge))
        .compose(ready -> followDepartures())
        .compose(following -> sessions(keys).listen(vertx));
  }

  /** A tick is only for a nudge that was lost: nothing waits for what is done here. */
  private Future<Void> followDepartures() {
    return new Subscription(database, DEPARTURES, new Departures())
        .follow(vertx, "Following departures", DEPARTURES_INTERVAL)
        .onSuccess(pump -> departures = pump)
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    return departures == null ? Future.succeededFuture() : departures.stop();
  }

  private void repeat(KeyRotation rotation, Purge purge) {
    RepeatedJob.every(vertx, schedule.reload(), "Renewing the signing keys", rotation::advance);
    RepeatedJob.every(vertx, PURGE_INTERVAL, "Removing old logins", purge::run);
  }

  private Sessions sessions(SigningKeys keys) {
    Bus bus = new Bus(vertx);
    LoginStore logins = new LoginStore(database, config);
    EndingStore endings = new EndingStore(database);
    RefreshTokenStore tokens = new RefreshTokenStore(database, config);
    Authorities authorities = new Authorities(bus);
    ParallelLogins parallel = new ParallelLogins(endings);
    AccessTokens access = new AccessTokens(keys, issuer, config.accessTokenLifetime());
    ApiTokenStore apiTokens = new ApiTokenStore(database);
    Impersonation impersonation = new Impersonation(bus, logins, access);
    TokenGrant grant = new TokenGrant(access, authorities, endings);
    SecondFactors factors = new SecondFactors(bus);
    ChallengeStore challenges = new ChallengeStore(database);
    LoginOpening opening = new LoginOpening(logins, parallel, grant);
    SecondStep secondStep = new SecondStep(challenges, authorities, factors, opening);
    return new Sessions(
        new PasswordSignIn(bus, factors, challenges, opening),
        new SignInChecking(bus, factors),
        secondStep,
        new PasskeySignIn(bus, factors, secondStep, opening),
        new Authentication(
            new TokenAuthentication(apiTokens, authorities),
            access,
            logins,
            authorities,
            impersonation,
            factors,
            config.freshFor()),
        new TokenRotation(tokens, new TokenSuccessors(keyset), endings, grant),
        new Reauthentication(bus, factors, logins, grant),
        new OrganizationSwitch(authorities, logins, parallel, grant),
        impersonation,
        new Logins(bus, new LoginListStore(database, config), endings, apiTokens),
        new ApiTokens(apiTokens, new TokenMaking(apiTokens, authorities)),
        keys);
  }
}
