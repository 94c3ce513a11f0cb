package dev.latchkey.accounts.me;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.bus.Refusal;
import org.junit.jupiter.api.Test;

class ProfileTextTest {

  @Test
  void textsAreStrippedNormalisedAndBounded() {
    assertThat(ProfileText.of(ProfileField.GIVEN_NAME, " Ze\u0301lie ")).isEqualTo("Z\u00e9lie");
    assertThat(ProfileText.of(ProfileField.GIVEN_NAME, "🦊".repeat(100))).hasSize(200);
    assertThat(refusal(ProfileField.GIVEN_NAME, "x".repeat(101))).isEqualTo("invalid_request");
    assertThat(refusal(ProfileField.TITLE, "a\nb")).isEqualTo("invalid_request");
  }

  @Test
  void localesAndTimeZonesAreTheirCanonicalSelves() {
    assertThat(ProfileText.of(ProfileField.LOCALE, "de-at")).isEqualTo("de-AT");
    assertThat(ProfileText.of(ProfileField.TIME_ZONE, "Europe/Vienna")).isEqualTo("Europe/Vienna");
    assertThat(refusal(ProfileField.LOCALE, "not a tag")).isEqualTo("locale_invalid");
    assertThat(refusal(ProfileField.TIME_ZONE, "Moon/Base")).isEqualTo("time_zone_invalid");
  }

  @Test
  void anEmptyTextClearsAField() {
    assertThat(ProfileText.of(ProfileField.LOCALE, "")).isEmpty();
    assertThat(ProfileText.of(ProfileField.TITLE, "  ")).isEmpty();
  }

  private static String refusal(ProfileField field, String written) {
    String[] code = new String[1];
    assertThatThrownBy(() -> ProfileText.of(field, written))
        .isInstanceOfSatisfying(Refusal.class, refusal -> code[0] = refusal.failure().code());
    return code[0];
  }
}
