package dev.latchkey.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Refusal;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

  private final PasswordPolicy policy = new PasswordPolicy(15, 256);

  @Test
  void lengthsCountCodePointsAfterNormalisation() {
    assertThat(check("fourteen chars")).isEqualTo("password_too_short");
    assertThat(check("🔑🌍🍎🚲🎈🐢🌵🎻🥁🚀🐙🍋🎲🧭🪁")).isEqualTo("accepted");
    assertThat(check("🔑🌍🍎🚲🎈🐢🌵🎻🥁🚀🐙🍋🎲🧭")).isEqualTo("password_too_short");
    // Fourteen letters, each with a combining accent: NFC makes one code point of each pair.
    assertThat(
            check(
                "e\u0301a\u0301o\u0301u\u0301i\u0301e\u0301a\u0301o\u0301u\u0301i\u0301e\u0301a\u0301o\u0301u\u0301"))
        .isEqualTo("password_too_short");
  }

  @Test
  void whatIsTooLongIsRefusedAndNeverCut() {
    assertThat(check("ab cd ".repeat(42) + "abcd")).isEqualTo("accepted");
    assertThat(check("ab cd ".repeat(42) + "abcde")).isEqualTo("password_too_long");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "correct horse battery staple",
        "all lower case and no digit",
        "a long phrase that holds password and 123456",
        "mein hut der hat drei ecken"
      })
  void phrasesAreAcceptedWithoutRulesOfComposition(String phrase) {
    assertThat(check(phrase)).isEqualTo("accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password1234567",
        "PASSWORD!!!!!!!!!!",
        "passwordpasswordpassword",
        "12345678901234567890",
        "aaaaaaaaaaaaaaaaaaa",
        "qwertyuiopasdfghjkl",
        "lkjhgfdsapoiuytrewq",
        "latchkeylatchkey",
        "---------------",
        "987654321098765"
      })
  void wellKnownPasswordsAreRefusedWithAReasonAndAWayOut(String known) {
    assertThat(check(known)).isEqualTo("password_blocklisted");
    Refusal refusal = (Refusal) policy.check(known, List.of()).cause();
    assertThat(refusal.detail()).contains("Use ");
  }

  @Test
  void aPasswordMadeOfItsOwnersNameOrAddressIsRefused() {
    List<String> ada = List.of("ada.lovelace@example.com", "Ada Lovelace");
    assertThat(check("ada.lovelace@example.com", ada)).isEqualTo("password_blocklisted");
    assertThat(check("Ada Lovelace 1815", ada)).isEqualTo("password_blocklisted");
    assertThat(check("ada lovelace likes engines", ada)).isEqualTo("accepted");
  }

  private String check(String password) {
    return check(password, List.of());
  }

  private String check(String password, List<String> context) {
    Future<Void> checked = policy.check(password, context);
    return checked.succeeded() ? "accepted" : ((Refusal) checked.cause()).failure().code();
  }
}
