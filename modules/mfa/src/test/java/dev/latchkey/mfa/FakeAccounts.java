package dev.latchkey.mfa;

import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.EndForMfaReset;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Stands for the accounts module on the bus of one node; the fields are for tests to turn. */
final class FakeAccounts extends VerticleBase {

  volatile @Nullable String email = "ada@example.com";
  volatile boolean secondFactorRequired;
  volatile boolean gone;
  volatile int loginGeneration = 1;
  volatile @Nullable Failure resetRefused;

  final List<EndForMfaReset> resets = new CopyOnWriteArrayList<>();

  @Override
  public Future<?> start() {
    return Answers.at(vertx, Addresses.ACCOUNTS)
        .to(DescribeAuthority.class, this::authority)
        .to(DescribeMe.class, this::me)
        .to(EndForMfaReset.class, this::reset)
        .listen();
  }

  private Future<Authority> authority(DescribeAuthority request) {
    return gone
        ? Future.failedFuture(Failure.NOT_FOUND.refusal())
        : Future.succeededFuture(
            new Authority(
                request.person(),
                request.organization(),
                Set.of(),
                loginGeneration,
                null,
                null,
                false,
                null,
                secondFactorRequired,
                true,
                null,
                SessionLimits.NONE));
  }

  private Future<Me> me(DescribeMe request) {
    UserView user =
        new UserView(
            request.caller().person(),
            "ada",
            email,
            email != null,
            "active",
            null,
            null,
            null,
            null,
            null,
            null,
            false,
            Instant.EPOCH,
            Instant.EPOCH,
            1);
    return Future.succeededFuture(new Me(user, null, null, List.of(), null, null));
  }

  private Future<Done> reset(EndForMfaReset request) {
    resets.add(request);
    Failure failure = resetRefused;
    return failure == null
        ? Future.succeededFuture(Done.DONE)
        : Future.failedFuture(failure.refusal());
  }
}
