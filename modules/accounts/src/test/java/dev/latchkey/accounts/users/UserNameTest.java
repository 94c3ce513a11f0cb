package dev.latchkey.accounts.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {

  @ParameterizedTest
  @ValueSource(strings = {"ada", "a", "7", "ada.king", "ada@example.com", "o'neil", "a_b+c-d"})
  void aNameOfPlainSignsIsTaken(String name) {
    assertThat(UserName.of(name)).isEqualTo(name);
  }

  @Test
  void caseAndSpaceAroundDoNotMatter() {
    assertThat(UserName.of("  Ada.King ")).isEqualTo("ada.king");
    assertThat(UserName.of("x".repeat(254))).hasSize(254);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "me",
        "ME",
        ".ada",
        "@ada",
        "ada king",
        "adä",
        "a/b",
        "a%b",
        "a\u0000b",
        "\u0131",
        "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e",
        "019AA5B0-6F3E-7C51-8F0B-0F6F2A9C1D7E"
      })
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> UserName.of(name))
        .isInstanceOfSatisfying(
            Refusal.class, it -> assertThat(it.failure()).isEqualTo(Failure.USER_NAME_INVALID));
    assertThatThrownBy(() -> UserName.of("x".repeat(255))).isInstanceOf(Refusal.class);
  }
}
