package dev.latchkey.sessions;

import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.AdmitSignIn;
import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.VerifyOwnPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.kernel.bus.Answers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Stands for the accounts module on the bus of one node. */
final class FakeAccounts extends VerticleBase {

  private final People people;

  FakeAccounts(People people) {
    this.people = people;
  }

  @Override
  public Future<?> start() {
    return Answers.at(vertx, Addresses.ACCOUNTS)
        .to(VerifyPassword.class, people::verify)
        .to(VerifyOwnPassword.class, people::verifyOwn)
        .to(DescribeAuthority.class, people::describe)
        .to(CheckNewPassword.class, people::checkNew)
        .to(AdmitSignIn.class, people::admit)
        .to(DescribeUser.class, people::describeUser)
        .to(AdmitImpersonation.class, people::admitImpersonation)
        .listen();
  }
}
