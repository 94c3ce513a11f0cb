package dev.latchkey.accounts.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.bus.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @Test
  void addressesAreKeptAsWrittenAndComparedInLowerCase() {
    EmailAddress address = EmailAddress.of("  Ada.Lovelace+engines@Example.COM ");
    assertThat(address.text()).isEqualTo("Ada.Lovelace+engines@Example.COM");
    assertThat(address.key()).isEqualTo("ada.lovelace+engines@example.com");
    assertThat(address.local()).isEqualTo("ada.lovelace+engines");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b.co",
        "o'hara@example.org",
        "x@localhost",
        "first.last@sub.example.museum",
        "x@xn--bcher-kva.example"
      })
  void commonFormsAreTaken(String written) {
    assertThat(EmailAddress.of(written).text()).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "@example.com",
        "ada@",
        "ada@@example.com",
        "ada@exam ple.com",
        "ada lovelace@example.com",
        ".ada@example.com",
        "ada.@example.com",
        "a..b@example.com",
        "ada@-example.com",
        "ada@example",
        "ada@example..com",
        "ada@[192.0.2.1]",
        "\"ada\"@example.com",
        "Ada <ada@example.com>",
        "ada@example.com,eve@example.com",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada\u0000@example.com",
        "ad\u200ba@example.com",
        "\u0430da@example.com"
      })
  void whateverMailServersDisagreeAboutIsRefused(String written) {
    assertThatThrownBy(() -> EmailAddress.of(written))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.failure().code()).isEqualTo("email_invalid"));
  }

  @Test
  void longOnesAreRefused() {
    assertThat(EmailAddress.of("a".repeat(64) + "@example.com").text()).hasSize(76);
    assertThatThrownBy(() -> EmailAddress.of("a".repeat(65) + "@example.com"))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> EmailAddress.of("a@" + "b".repeat(250) + ".com"))
        .isInstanceOf(Refusal.class);
  }
}
