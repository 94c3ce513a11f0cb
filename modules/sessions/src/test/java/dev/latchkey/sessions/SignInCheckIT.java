package dev.latchkey.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.mfa.FactorMethod;
import dev.latchkey.api.sessions.CheckSignIn;
import dev.latchkey.api.sessions.SignInCheck;
import dev.latchkey.testing.TestDatabase;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInCheckIT {

  private final People people = new People();
  private final People.Someone ada = people.named("ada");
  private TestDatabase test;
  private Node node;

  @BeforeEach
  void start() {
    test = TestDatabase.with("sessions");
    node = Node.start(test, people);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private static CheckSignIn check(String name, String password, @Nullable String newPassword) {
    return new CheckSignIn(name, password, newPassword, Node.ORIGIN);
  }

  private static CheckSignIn check(@Nullable String newPassword) {
    return check("ada", People.PASSWORD, newPassword);
  }

  @Test
  void aRightPasswordTellsWhatElseItTakesAndOpensNothing() {
    assertThat(node.ask(check(null))).isEqualTo(new SignInCheck(Set.of(), false, null));
    ada.code = "123456";
    ada.secondFactorRequired = true;
    assertThat(node.ask(check(null)))
        .isEqualTo(new SignInCheck(Set.of(FactorMethod.TOTP), true, null));
    assertThat(test.column("SELECT id FROM sessions.login")).isEmpty();
    assertThat(test.column("SELECT digest FROM sessions.challenge")).isEmpty();
  }

  @Test
  void nothingIsToldOfAWrongPasswordNorOfNobody() {
    for (CheckSignIn wrong :
        Set.of(check("ada", "wrong", "short"), check("nobody", People.PASSWORD, "short"))) {
      assertThat(node.refusal(wrong)).isEqualTo(Failure.INVALID_CREDENTIALS);
    }
    ada.disabled = true;
    assertThat(node.refusal(check("short"))).isEqualTo(Failure.INVALID_CREDENTIALS);
  }

  @Test
  void aNewPasswordIsHeldAgainstThePolicyAndTheOldOne() {
    assertThat(node.refusal(check("short"))).isEqualTo(Failure.PASSWORD_TOO_SHORT);
    assertThat(node.refusal(check(People.PASSWORD))).isEqualTo(Failure.PASSWORD_UNCHANGED);
    node.ask(check("long enough to be taken"));
  }
}
