package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b.example",
        "a b@c.example",
        "a@b@c.example",
        "a@b.example\r\nBcc: x@y.example",
        "a\n@b.example",
        "a@b.example,x@y.example",
        "<a@b.example>",
        "a@b.example>\r\nRCPT TO:<x@y.example",
        "\"a\"@b.example",
        "a(comment)@b.example",
        "a..b@c.example",
        ".a@b.example",
        "a@-b.example",
        "a@b..example",
        "a@b_c.example",
        "a@[127.0.0.1]",
        "jürgen@b.example",
        "a@b.example\u0000"
      })
  void whatCouldBreakOutOfAHeaderOrCommandIsNoAddress(String address) {
    assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.of(address));
  }

  @Test
  void theRefusalDoesNotRepeatTheAddress() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mailbox.of("secret person@b.example"))
        .withMessageNotContaining("secret");
  }

  @Test
  void theLengthsOfTheStandardAreTheBounds() {
    var host = "h".repeat(63) + "." + "h".repeat(63) + "." + "h".repeat(61);
    assertThat(Mailbox.of("a".repeat(64) + "@" + host).address()).hasSize(254);
    assertThatIllegalArgumentException().isThrownBy(() -> Mailbox.of("a".repeat(64) + "@h" + host));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mailbox.of("a".repeat(65) + "@b.example"));
  }

  @Test
  void anInternationalHostIsWrittenInAscii() {
    assertThat(Mailbox.of("a@bücher.example").address()).isEqualTo("a@xn--bcher-kva.example");
  }

  @Test
  void aPlainNameStandsBeforeTheAddress() {
    assertThat(new Mailbox("Latchkey 2", "a@b.example").header())
        .isEqualTo("Latchkey 2 <a@b.example>");
    assertThat(Mailbox.of("a@b.example").header()).isEqualTo("a@b.example");
  }

  @Test
  void aNameWithSpecialCharactersIsEncoded() {
    assertThat(new Mailbox("Schlüssel, <x@y>", "a@b.example").header())
        .isEqualTo("=?UTF-8?B?U2NobMO8c3NlbCwgPHhAeT4=?= <a@b.example>");
  }

  @Test
  void aNameWithALineBreakOrTooLongIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mailbox("a\r\nBcc: x@y.example", "a@b.example"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Mailbox("ü".repeat(23), "a@b.example"));
  }
}
