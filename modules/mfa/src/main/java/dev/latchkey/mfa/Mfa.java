package dev.latchkey.mfa;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeFactors;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.api.mfa.VerifySecondFactor;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** What this module answers on the bus, and by which act. */
record Mfa(
    FactorStatus status,
    SecondFactorCheck check,
    TotpSettingUp settingUp,
    TotpRemoval removal,
    NewRecoveryCodes codes,
    FactorReset reset,
    TrustedDevices devices) {

  /** Starts answering, on the verticle's context. */
  Future<Void> listen(Vertx vertx) {
    return Answers.at(vertx, Addresses.MFA)
        .to(DescribeFactors.class, status::factors)
        .to(DescribeMfa.class, status::status)
        .to(VerifySecondFactor.class, check::verify)
        .to(BeginTotp.class, settingUp::begin)
        .to(ConfirmTotp.class, settingUp::confirm)
        .to(RemoveTotp.class, removal::remove)
        .to(ReplaceRecoveryCodes.class, codes::replace)
        .to(ResetMfa.class, reset::reset)
        .to(TrustDevice.class, devices::trust)
        .to(UseTrustedDevice.class, devices::use)
        .to(ListTrustedDevices.class, devices::list)
        .to(RevokeTrustedDevice.class, devices::revoke)
        .listen();
  }
}
