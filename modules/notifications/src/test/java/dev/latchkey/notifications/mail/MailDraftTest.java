package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailDraftTest {

  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void aMailWithoutARequiredFieldIsRefused(MailTemplate template) {
    var whole = Mails.draft(template, "en");
    for (var field : template.required()) {
      var fields = new HashMap<>(whole.fields());
      fields.remove(field.key());
      assertThatIllegalArgumentException()
          .isThrownBy(() -> with(template, fields))
          .withMessageContaining("'" + field.key() + "'");
    }
  }

  @Test
  void aFieldTheMailDoesNotTakeIsRefused() {
    var fields = new HashMap<>(Mails.draft(MailTemplate.PASSWORD_CHANGED, "en").fields());
    fields.put("link", "https://evil.example");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(MailTemplate.PASSWORD_CHANGED, fields));
  }

  @ParameterizedTest
  @EnumSource(MailTemplate.class)
  void everyMailSaysWhichAccountAndWhen(MailTemplate template) {
    assertThat(template.required()).contains(MailField.ACCOUNT, MailField.AT);
    assertThat(template.allowed()).contains(MailField.IP).containsAll(template.required());
  }

  @Test
  void aNoticeIsSentHoweverLateAndADeadLinkIsNot() {
    assertThat(MailTemplate.PASSWORD_RESET.expires()).isTrue();
    assertThat(MailTemplate.EMAIL_CHANGE_REQUESTED.expires()).isFalse();
    assertThat(MailTemplate.PASSWORD_CHANGED.expires()).isFalse();
  }

  @Test
  void valuesOfTheWrongFormAreRefusedWithoutRepeatingThem() {
    refused(MailField.TOKEN, "a/../b");
    refused(MailField.TOKEN, "a\"onclick");
    refused(MailField.TOKEN, "a".repeat(513));
    refused(MailField.AT, "yesterday");
    refused(MailField.IP, "example.org");
    refused(MailField.ACCOUNT, "a@b.example\r\nBcc: x@y.example");
  }

  @Test
  void aLinkThatExpiresBeforeItWasAskedForIsRefused() {
    refused(MailField.EXPIRES_AT, "2026-11-21T14:05:00Z");
  }

  @Test
  void namesAreBoundedAndDevicesToo() {
    var draft =
        Mails.draft(
            MailTemplate.PASSWORD_RESET,
            "en",
            Map.of(MailField.NAME, "n".repeat(9_999), MailField.DEVICE, "d".repeat(9_999)));
    assertThat(draft.field(MailField.NAME).orElseThrow()).hasSize(64);
    assertThat(draft.field(MailField.DEVICE).orElseThrow()).hasSize(80);
  }

  @Test
  void aNameOfWhichNothingIsLeftIsNoName() {
    var draft =
        Mails.draft(MailTemplate.PASSWORD_RESET, "en", Map.of(MailField.NAME, "\u200B \r\n"));
    assertThat(draft.field(MailField.NAME)).isEmpty();
  }

  @Test
  void aDraftAndAMailAreNotPrintedWithTheirSecrets() {
    assertThat(Mails.draft(MailTemplate.PASSWORD_RESET, "en").toString())
        .doesNotContain(Mails.TOKEN, "anna");
    assertThat(Mails.rendered(MailTemplate.PASSWORD_RESET, "en").toString())
        .doesNotContain(Mails.TOKEN, "anna");
  }

  @Test
  void aStoredDraftCanBeMadeAgainFromItsFields() {
    var draft = Mails.draft(MailTemplate.EMAIL_CHANGE_REQUESTED, "de");
    assertThat(with(MailTemplate.EMAIL_CHANGE_REQUESTED, draft.fields()).fields())
        .isEqualTo(draft.fields());
  }

  private static void refused(MailField field, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Mails.draft(MailTemplate.PASSWORD_RESET, "en", Map.of(field, value)))
        .withMessageNotContaining(value);
  }

  private static MailDraft with(MailTemplate template, Map<String, String> fields) {
    return new MailDraft(
        Mails.MESSAGE_ID, template, "en", Mails.RECIPIENT, Mails.QUEUED_AT, fields);
  }
}
