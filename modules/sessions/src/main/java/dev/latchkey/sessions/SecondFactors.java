package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyProven;
import dev.latchkey.api.mfa.RecognizeTrustedDevice;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.api.mfa.SecondFactor;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.api.mfa.VerifySecondFactor;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks mfa what a person has to prove, and whether they have. Thread-safe. */
final class SecondFactors {

  private final Bus bus;

  SecondFactors(Bus bus) {
    this.bus = bus;
  }

  Future<Factors> of(PersonId person) {
    return bus.ask(new DescribeFactors(person));
  }

  /** {@link Failure#SECOND_FACTOR_INVALID}. */
  Future<SecondFactorProven> verify(
      PersonId person, @Nullable OrganizationId organization, SecondFactor proof, Origin origin) {
    return bus.ask(new VerifySecondFactor(person, organization, proof, origin));
  }

  /** Whose trusted device has this token; null for no token, and for one that nobody knows. */
  Future<@Nullable RecognizedDevice> recognized(@Nullable String token) {
    return token == null
        ? Future.succeededFuture()
        : bus.ask(new RecognizeTrustedDevice(token)).recover(SecondFactors::orNone);
  }

  /** {@link Failure#NOT_FOUND} for a person without a passkey. */
  Future<PasskeyOffer> offerPasskey(@Nullable PersonId person) {
    return bus.ask(new OfferPasskeySignIn(person));
  }

  /** {@link Failure#SECOND_FACTOR_INVALID}. */
  Future<PasskeyProven> verifyPasskey(
      @Nullable PersonId person,
      @Nullable OrganizationId organization,
      String passkey,
      Origin origin) {
    return bus.ask(new VerifyPasskey(person, organization, passkey, origin));
  }

  /** The successor of a token that stands for the second factor; empty when it does not. */
  Future<Optional<TrustedDeviceToken>> use(
      Authority authority, @Nullable String token, Origin origin) {
    return token == null || !authority.trustedDevicesAllowed()
        ? Future.succeededFuture(Optional.empty())
        : bus.ask(
                new UseTrustedDevice(
                    authority.person(),
                    authority.loginGeneration(),
                    authority.devicesTrustedAfter(),
                    token,
                    origin))
            .map(Optional::of)
            .recover(SecondFactors::orUnknown);
  }

  /**
   * What a device keeps that is trusted from now on; null where the organisation forbids it, or the
   * factors have changed since they were proven.
   */
  Future<@Nullable String> trust(
      Authority authority, SecondFactorProven proven, @Nullable String name, Origin origin) {
    return authority.trustedDevicesAllowed()
        ? bus.ask(
                new TrustDevice(
                    authority.person(),
                    authority.organization(),
                    authority.loginGeneration(),
                    proven.generation(),
                    name,
                    origin))
            .map(TrustedDeviceToken::token)
            .recover(SecondFactors::orNone)
        : Future.succeededFuture();
  }

  private static <T> Future<@Nullable T> orNone(Throwable cause) {
    return SecondFactors.<T>orUnknown(cause).map(unknown -> null);
  }

  private static <T> Future<Optional<T>> orUnknown(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.failure() == Failure.TRUSTED_DEVICE_UNKNOWN
        ? Future.succeededFuture(Optional.empty())
        : Future.failedFuture(cause);
  }
}
