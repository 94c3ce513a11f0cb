package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "123456",
        "123 456",
        " 123-456 ",
        "1 2 3 4 5 6",
        "123\u00a0456",
        "123\u2009456",
        "123\u2013456",
        "123456\n"
      })
  void howeverItIsGroupedACodeIsTheSameCode(String typed) {
    assertThat(TypedCode.totp(typed)).hasValue("123456");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12345",
        "1234567",
        "12345x",
        "+12345",
        "123.456",
        "\u0661\u0662\u0663\u0664\u0665\u0666",
        "\uff11\uff12\uff13\uff14\uff15\uff16",
        "123456\u0000"
      })
  void whatIsNoCodeOfSixDigitsIsRefused(String typed) {
    assertThat(TypedCode.totp(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ABCD-EFGH-2345-67ZZ",
        "abcd-efgh-2345-67zz",
        "abcdefgh234567zz",
        " AbCd EfGh 2345 67zZ "
      })
  void caseAndGroupsOfARecoveryCodeDoNotMatter(String typed) {
    assertThat(TypedCode.recoveryCode(typed)).hasValue("ABCDEFGH234567ZZ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ABCD", "ABCDEFGH234567ZZZ", "ABCDEFGH234567Z1", "ABCDEFGH234567Z\u017f"})
  void whatIsNoRecoveryCodeIsRefused(String typed) {
    assertThat(TypedCode.recoveryCode(typed)).isEmpty();
  }

  @Test
  void aTextWithoutEndIsNotLookedAt() {
    assertThat(TypedCode.totp(" ".repeat(1_000_000) + "123456")).isEmpty();
  }
}
