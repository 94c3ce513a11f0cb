package dev.latchkey.mfa;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.event.Pump;
import dev.latchkey.kernel.event.Subscription;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Second factors and trusted devices on the bus. Any number per node: they share the database and
 * nothing else. The start fails when the database does not answer.
 */
public final class MfaVerticle extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(MfaVerticle.class);

  private static final Duration PURGE_INTERVAL = Duration.ofHours(1);

  private static final String DEPARTURES = "mfa.departures";
  private static final Duration DEPARTURES_INTERVAL = Duration.ofMinutes(1);

  private final Database database;
  private final Keyset keyset;
  private final MfaConfig config;
  private final RelyingPartyConfig party;
  private @Nullable Pump departures;

  /**
   * A verticle to deploy.
   *
   * @param keyset what secrets are encrypted and codes are derived under
   * @param party who asks for passkeys; authenticator apps show its name
   */
  public MfaVerticle(Database database, Keyset keyset, MfaConfig config, RelyingPartyConfig party) {
    this.database = database;
    this.keyset = keyset;
    this.config = config;
    this.party = party;
  }

  @Override
  public Future<?> start() {
    TotpStore totps = new TotpStore(database, config.guesses());
    TrustedDeviceStore devices = new TrustedDeviceStore(database);
    vertx.setPeriodic(PURGE_INTERVAL.toMillis(), tick -> purge(totps, devices));
    CeremonyStore ceremonies = new CeremonyStore(database);
    vertx.setPeriodic(Ceremony.LIFETIME.toMillis(), tick -> purge(ceremonies));
    Passkeys passkeys =
        new Passkeys(
            new PasskeyStore(database), ceremonies, new PasskeyOptions(party), new WebAuthn(party));
    return followDepartures().compose(following -> mfa(totps, devices, passkeys).listen(vertx));
  }

  /** A tick is only for a nudge that was lost: nothing waits for what is done here. */
  private Future<Void> followDepartures() {
    return new Subscription(database, DEPARTURES, new Departures())
        .follow(vertx, "Forgetting the second factors of who is gone", DEPARTURES_INTERVAL)
        .onSuccess(pump -> departures = pump)
        .mapEmpty();
  }

  @Override
  public Future<?> stop() {
    return departures == null ? Future.succeededFuture() : departures.stop();
  }

  private static void purge(TotpStore totps, TrustedDeviceStore devices) {
    totps
        .purge()
        .compose(purged -> devices.purge())
        .onFailure(failure -> LOG.warn("Purging will be tried again: {}", failure.toString()));
  }

  private static void purge(CeremonyStore ceremonies) {
    ceremonies
        .purge()
        .onFailure(failure -> LOG.warn("Purging will be tried again: {}", failure.toString()));
  }

  private Mfa mfa(TotpStore totps, TrustedDeviceStore devices, Passkeys passkeys) {
    Bus bus = new Bus(vertx);
    FactorStore factors = new FactorStore(database);
    Authorities authorities = new Authorities(bus);
    TotpSecrets secrets = new TotpSecrets(keyset);
    RecoveryCodeMacs macs = new RecoveryCodeMacs(keyset);
    PasskeyCheck passkeyCheck = new PasskeyCheck(passkeys);
    LoginRaising logins = new LoginRaising(bus);
    NewRecoveryCodes codes = new NewRecoveryCodes(factors, macs);
    return new Mfa(
        new FactorStatus(factors, authorities),
        new SecondFactorCheck(
            totps, secrets, new RecoveryCodeStore(database, config.guesses()), macs, passkeyCheck),
        new TotpSettingUp(totps, secrets, codes, authorities, logins, party.name()),
        new FactorRemoval(factors, authorities),
        codes,
        new FactorReset(bus, factors),
        new TrustedDevices(devices, authorities),
        new PasskeyAdding(passkeys, factors, codes, authorities, logins),
        passkeyCheck,
        passkeys);
  }
}
