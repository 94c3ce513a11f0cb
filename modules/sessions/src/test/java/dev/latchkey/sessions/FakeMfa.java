package dev.latchkey.sessions;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.mfa.Factors;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyProven;
import dev.latchkey.api.mfa.RecognizeTrustedDevice;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.api.mfa.SecondFactorProven;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands for the mfa module on the bus of one node: whoever has a code or a passkey has a second
 * factor. A passkey's answer is the offer, its name, and {@code verified} if it has verified its
 * user, with spaces in between.
 */
final class FakeMfa extends VerticleBase {

  private final People people;

  /** Whom they were made for. */
  private final Map<String, Optional<PersonId>> offers = new ConcurrentHashMap<>();

  FakeMfa(People people) {
    this.people = people;
  }

  @Override
  public Future<?> start() {
    return Answers.at(vertx, Addresses.MFA)
        .to(DescribeFactors.class, this::describe)
        .to(VerifySecondFactor.class, this::verify)
        .to(OfferPasskeySignIn.class, this::offer)
        .to(VerifyPasskey.class, this::verifyPasskey)
        .to(TrustDevice.class, this::trust)
        .to(RecognizeTrustedDevice.class, this::recognize)
        .to(UseTrustedDevice.class, this::use)
        .listen();
  }

  private People.Someone someone(PersonId id) {
    return people.find(id).orElseThrow();
  }

  private Future<Factors> describe(DescribeFactors request) {
    People.Someone someone = someone(request.person());
    Set<FactorMethod> methods = EnumSet.noneOf(FactorMethod.class);
    if (someone.code != null) {
      methods.add(FactorMethod.TOTP);
    }
    if (someone.passkey != null) {
      methods.add(FactorMethod.PASSKEY);
    }
    return Future.succeededFuture(new Factors(methods, 1));
  }

  private Future<SecondFactorProven> verify(VerifySecondFactor request) {
    People.Someone someone = someone(request.person());
    String passkey = request.proof().passkey();
    if (passkey != null) {
      return verifyPasskey(
              new VerifyPasskey(
                  request.person(), request.organization(), passkey, request.origin()))
          .map(proven -> new SecondFactorProven(FactorMethod.PASSKEY, proven.generation()));
    }
    return someone.code != null && someone.code.equals(request.proof().totp())
        ? Future.succeededFuture(new SecondFactorProven(FactorMethod.TOTP, 1))
        : Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal());
  }

  private Future<PasskeyOffer> offer(OfferPasskeySignIn request) {
    PersonId person = request.person();
    if (person != null && someone(person).passkey == null) {
      return Future.failedFuture(Failure.NOT_FOUND.refusal());
    }
    String offer = Ids.next().toString();
    offers.put(offer, Optional.ofNullable(person));
    return Future.succeededFuture(new PasskeyOffer(offer));
  }

  private Future<PasskeyProven> verifyPasskey(VerifyPasskey request) {
    List<String> answer = List.of(request.credential().split(" "));
    Optional<PersonId> asked = Optional.ofNullable(request.person());
    boolean verified = answer.contains("verified");
    boolean answersIt = asked.equals(offers.remove(answer.get(0)));
    return people
        .withPasskey(answer.get(1))
        .filter(someone -> answersIt && asked.map(someone.id::equals).orElse(verified))
        .map(someone -> Future.succeededFuture(new PasskeyProven(someone.id, verified, 1)))
        .orElseGet(() -> Future.failedFuture(Failure.SECOND_FACTOR_INVALID.refusal()));
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
