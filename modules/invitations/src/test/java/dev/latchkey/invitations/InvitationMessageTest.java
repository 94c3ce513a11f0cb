package dev.latchkey.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.bus.Refusal;
import org.junit.jupiter.api.Test;

class InvitationMessageTest {

  @Test
  void whatSaysNothingIsNone() {
    assertThat(InvitationMessage.of(null)).isNull();
    assertThat(InvitationMessage.of(" \n\t")).isNull();
  }

  @Test
  void linesStayAndTheEdgesGo() {
    assertThat(InvitationMessage.of("  Hello,\r\n\tcome. ")).isEqualTo("Hello,\r\n\tcome.");
  }

  @Test
  void aThousandCharactersAreTaken() {
    String long1000 = "😀".repeat(1000);
    assertThat(InvitationMessage.of(long1000)).isEqualTo(long1000);
    assertThatThrownBy(() -> InvitationMessage.of(long1000 + "!")).isInstanceOf(Refusal.class);
  }

  @Test
  void controlCharactersAreRefused() {
    for (String bad : new String[] {"a\u0000b", "a\u001bb", "a\u0085b"}) {
      assertThatThrownBy(() -> InvitationMessage.of(bad)).isInstanceOf(Refusal.class);
    }
  }
}
