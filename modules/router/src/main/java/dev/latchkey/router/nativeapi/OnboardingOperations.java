package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.DescribeOnboarding;
import dev.latchkey.api.accounts.SkipOnboarding;
import dev.latchkey.api.accounts.SkipReason;
import dev.latchkey.api.bus.Bus;
import java.util.List;

/** Whether the caller has left a product's set-up behind. */
final class OnboardingOperations {

  private OnboardingOperations() {}

  static List<NativeOperation> of(Bus bus) {
    return List.of(
        NativeOperation.of(
            bus,
            "describeOnboarding",
            DescribeOnboarding.class,
            call -> new DescribeOnboarding(call.caller()),
            Reply::ok),
        NativeOperation.of(
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
