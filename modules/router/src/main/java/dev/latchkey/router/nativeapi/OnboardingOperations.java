package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;

/** Whether the caller has left a product's set-up behind. */
final class OnboardingOperations {

  private OnboardingOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "describeOnboarding",
            DescribeOnboarding.class,
            call -> new DescribeOnboarding(call.caller()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "skipOnboarding",
            SkipOnboarding.class,
            call ->
                new SkipOnboarding(
                    call.caller(),
                    SkipReason.of(call.text("reason")),
                    call.optionalText("stepAtSkip")),
            Reply::ok));
  }
}
