package dev.latchkey.sessions;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.RecognizeTrustedDevice;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Set;

/** Stands for the mfa module on the bus of one node: whoever has a code has a second factor. */
final class FakeMfa extends VerticleBase {

  private final People people;

  FakeMfa(People people) {
    this.people = people;
  }

  @Override
  public Future<?> start() {
    return Answers.at(vertx, Addresses.MFA)
        .to(DescribeFactors.class, this::describe)
        .to(VerifySecondFactor.class, this::verify)
        .to(TrustDevice.class, this::trust)
        .to(RecognizeTrustedDevice.class, this::recognize)
        .to(UseTrustedDevice.class, this::use)
        .listen();
  }

  private People.Someone someone(PersonId id) {
    return people.find(id).orElseThrow();
  }

  private Future<Factors> describe(DescribeFactors request) {
    boolean has = someone(request.person()).code != null;
    return Future.succeededFuture(new Factors(has ? Set.of(FactorMethod.TOTP) : Set.of(), 1));
  }

  private Future<SecondFactorProven> verify(VerifySecondFactor request) {
    People.Someone someone = someone(request.person());
    return someone.code != null && someone.code.equals(request.proof().totp())
        ? Future.succeededFuture(new SecondFactorProven(FactorMethod.TOTP, 1))
        : Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal());
  }

  private Future<TrustedDeviceToken> trust(TrustDevice request) {
    People.Someone someone = someone(request.person());
    someone.trustedDevice = "device-1";
    return Future.succeededFuture(new TrustedDeviceToken("device-1"));
  }

  private Future<RecognizedDevice> recognize(RecognizeTrustedDevice request) {
    return Future.failedFuture(Failure.TRUSTED_DEVICE_UNKNOWN.refusal());
  }

  private Future<TrustedDeviceToken> use(UseTrustedDevice request) {
    People.Someone someone = someone(request.person());
    if (!request.token().equals(someone.trustedDevice)) {
      return Future.failedFuture(Failure.TRUSTED_DEVICE_UNKNOWN.refusal());
    }
    someone.trustedDevice = request.token() + "+";
    return Future.succeededFuture(new TrustedDeviceToken(someone.trustedDevice));
  }
}
