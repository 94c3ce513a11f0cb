package dev.latchkey.mfa;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.OfferPasskeySignIn;
import dev.latchkey.api.mfa.RecognizeTrustedDevice;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifyPasskey;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What this module answers on the bus, and by which act. */
record Mfa(
    FactorStatus status,
    SecondFactorCheck check,
    TotpSettingUp settingUp,
    FactorRemoval removal,
    NewRecoveryCodes codes,
    FactorReset reset,
    TrustedDevices devices,
    PasskeyAdding adding,
    PasskeyCheck passkeyCheck,
    Passkeys passkeys) {

  /** Starts answering, on the verticle's context. */
  Future<Void> listen(Vertx vertx) {
    return Answers.at(vertx, Addresses.MFA)
        .to(DescribeFactors.class, status::factors)
        .to(DescribeMfa.class, status::status)
        .to(VerifySecondFactor.class, check::verify)
        .to(BeginTotp.class, settingUp::begin)
        .to(ConfirmTotp.class, settingUp::confirm)
        .to(RemoveTotp.class, removal::totp)
        .to(ReplaceRecoveryCodes.class, codes::replace)
        .to(ResetMfa.class, reset::reset)
        .to(TrustDevice.class, devices::trust)
        .to(RecognizeTrustedDevice.class, devices::recognize)
        .to(UseTrustedDevice.class, devices::use)
        .to(ListTrustedDevices.class, devices::list)
        .to(RevokeTrustedDevice.class, devices::revoke)
        .to(OfferPasskey.class, adding::offer)
        .to(AddPasskey.class, adding::add)
        .to(ListPasskeys.class, passkeys::list)
        .to(RenamePasskey.class, passkeys::rename)
        .to(RemovePasskey.class, removal::passkey)
        .to(OfferPasskeySignIn.class, passkeyCheck::offer)
        .to(VerifyPasskey.class, passkeyCheck::verify)
        .listen();
  }
}
