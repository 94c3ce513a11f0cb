package dev.latchkey.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.LinkTokens;
import dev.latchkey.kernel.secret.Purpose;
import dev.latchkey.notifications.mail.MailRefused;
import org.junit.jupiter.api.Test;

class ErrorLineTest {

  @Test
  void aQuotedTokenIsTakenOutAlsoWhenItIsCut() {
    var token = new LinkTokens(Keyset.generate()).issue(new Purpose("password_reset"), Ids.next());
    var whole = new MailRefused("554 bad link https://x.example/#token=" + token + " here", null);
    var cut = new MailRefused("554 " + "word ".repeat(50) + token, null);

    assertThat(ErrorLine.of(whole)).isEqualTo("554 bad link https://x.example/#token=… here");
    assertThat(ErrorLine.of(cut)).doesNotContain(token.substring(0, 20));
  }

  @Test
  void aLongDialogueIsCutToOneLine() {
    var line = ErrorLine.of(new IllegalStateException("451 later\r\n250 fine\n".repeat(100)));

    assertThat(line).hasSizeLessThanOrEqualTo(200).startsWith("451 later 250 fine");
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void aFailureWithoutAMessageIsALineToo() {
    assertThat(ErrorLine.of(new IllegalStateException())).endsWith("IllegalStateException");
  }
}
