package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.TrustedDeviceId;
import dev.latchkey.api.mfa.BeginTotp;
import dev.latchkey.api.mfa.ConfirmTotp;
import dev.latchkey.api.mfa.DescribeMfa;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.RemoveTotp;
import dev.latchkey.api.mfa.ReplaceRecoveryCodes;
import dev.latchkey.api.mfa.ResetMfa;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** Second factors, recovery codes and trusted devices. */
final class FactorOperations {

  private FactorOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "describeMfa",
            DescribeMfa.class,
            call -> new DescribeMfa(call.caller()),
            Reply::ok),
        SurfaceOperation.of(
            bus, "beginTotp", BeginTotp.class, call -> new BeginTotp(call.caller()), Reply::ok),
        SurfaceOperation.of(
            bus,
            "confirmTotp",
            ConfirmTotp.class,
            call -> new ConfirmTotp(call.caller(), call.text("code")),
            FactorOperations::codes),
        SurfaceOperation.of(
            bus,
            "removeTotp",
            RemoveTotp.class,
            call -> new RemoveTotp(call.caller()),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "replaceRecoveryCodes",
            ReplaceRecoveryCodes.class,
            call -> new ReplaceRecoveryCodes(call.caller()),
            FactorOperations::codes),
        SurfaceOperation.of(
            bus,
            "listTrustedDevices",
            ListTrustedDevices.class,
            call -> new ListTrustedDevices(call.caller()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "revokeTrustedDevice",
            RevokeTrustedDevice.class,
            call ->
                new RevokeTrustedDevice(
                    call.caller(), TrustedDeviceId.of(call.path("trustedDeviceId"))),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "resetMfa",
            ResetMfa.class,
            call -> new ResetMfa(call.caller(), UserOperations.user(call)),
            done -> Reply.noContent()));
  }

  /** Recovery codes as the contract names their field. */
  private record CodesBody(List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "CodesBody[]";
    }
  }

  private static Reply codes(dev.latchkey.api.mfa.RecoveryCodes made) {
    return Reply.ok(new CodesBody(made.codes()));
  }
}
