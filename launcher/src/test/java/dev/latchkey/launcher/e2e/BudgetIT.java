package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many round trips to the database and how many hashes a request costs at most. */
class BudgetIT {

  private static final int CALLS = 50;

  private static Latchkey latchkey;
  private static Person owner;
  private static Login login;
  private static Stillness stillness;

  @BeforeAll
  static void startQuietly(@TempDir Path home) throws Exception {
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    latchkey =
        Launch.in(home)
            .on(database, SharedNode.keyset(home))
            .with("database.statement-timeout", "5m")
            .start();
    owner = Person.owner(latchkey);
    login = owner.signIn();
    stillness = Stillness.over(database, latchkey);
  }

  @AfterAll
  static void stop() throws Exception {
    stillness.close();
    latchkey.close();
  }

  @ParameterizedTest
  @CsvSource({"/me", "/me/emails", "/me/logins", "/me/organizations"})
  void readingCostsAtMostThreeRoundTripsAndNoHash(String path) {
    long hashes = latchkey.hashes();
    assertThat(latchkey.statementsOf(CALLS, () -> login.ask(Ask.get(path)).expect(200)))
        .isLessThanOrEqualTo(3);
    assertThat(latchkey.hashes()).isEqualTo(hashes);
  }

  @Test
  void signingInCostsAtMostFourRoundTripsAndOneHash() {
    long hashes = latchkey.hashes();
    assertThat(latchkey.statementsOf(CALLS, () -> owner.trySignIn().expect(201)))
        .isLessThanOrEqualTo(4);
    assertThat(latchkey.hashes() - hashes).isEqualTo(CALLS);
  }

  @Test
  void refreshingCostsAtMostTwoRoundTripsAndNoHash() {
    long hashes = latchkey.hashes();
    Login[] newest = {login};
    assertThat(latchkey.statementsOf(CALLS, () -> newest[0] = newest[0].refreshed()))
        .isLessThanOrEqualTo(2);
    assertThat(latchkey.hashes()).isEqualTo(hashes);
  }
}
