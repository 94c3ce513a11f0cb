package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Launch;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set-up token makes one organisation, once, and only whoever sees the console has it. */
class SetUpIT {

  @TempDir Path home;

  @Test
  void oneOfManyWinsAndTheTokenIsDead() {
    TestDatabase database = TestDatabase.with("accounts", "sessions", "notifications");
    Launch launch = Launch.in(home).on(database, SharedNode.keyset(home));
    try (Latchkey latchkey = launch.start()) {
      String token = latchkey.setUpToken();
      for (String wrong : List.of(token + "A", token.substring(1), token.toUpperCase(), "x")) {
        setUp(latchkey, wrong, 0).expect(403, "setup_token_invalid");
      }
      List<Reply> replies = Parallel.ask(16, number -> setUp(latchkey, token, number));
      assertThat(replies.stream().filter(reply -> reply.status() == 201)).hasSize(1);
      assertThat(replies.stream().filter(reply -> reply.status() != 201))
          .allSatisfy(reply -> assertThat(reply.status()).isIn(403, 409));
      setUp(latchkey, token, 99).expect(409, "already_set_up");
      assertThat(database.column("SELECT id FROM accounts.organization")).hasSize(1);
      assertThat(database.column("SELECT id FROM accounts.person")).hasSize(1);
      assertThat(database.column("SELECT digest FROM accounts.setup_token")).isEmpty();
    }
    try (Latchkey again = launch.start()) {
      again.ask(Ask.get("/me")).expect(401);
      assertThat(again.out().lines()).hasSize(1);
    }
  }

  @Test
  void anExpiredTokenIsRefused() {
    TestDatabase database = TestDatabase.with("accounts", "sessions", "notifications");
    try (Latchkey latchkey = Launch.in(home).on(database, SharedNode.keyset(home)).start()) {
      String token = latchkey.setUpToken();
      database.execute("UPDATE accounts.setup_token SET expires_at = now() - interval '1 s'");
      setUp(latchkey, token, 0).expect(403, "setup_token_invalid");
      assertThat(database.column("SELECT id FROM accounts.person")).isEmpty();
    }
  }

  private static Reply setUp(Latchkey latchkey, String token, int number) {
    return latchkey.ask(
        Ask.post(
            "/setup",
            "token",
            token,
            "organizationName",
            "Engines " + number,
            "email",
            "owner" + number + "@example.org",
            "password",
            Person.PASSWORD));
  }
}
