package dev.latchkey.accounts.me;

import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.bus.Failure;
import java.text.Normalizer;
import java.time.ZoneId;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a profile field may hold. */
public final class ProfileText {

  private ProfileText() {}

  /** The texts as they are kept; see {@link #of(ProfileField, String)}. */
  public static Map<ProfileField, String> of(Map<ProfileField, String> written) {
    return written.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> of(each.getKey(), each.getValue())));
  }

  /**
   * The text as it is kept: NFC, stripped, within the field's bound, without control characters.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}, {@link
   *     Failure#LOCALE_INVALID}, {@link Failure#TIME_ZONE_INVALID}
   */
  public static String of(ProfileField field, String written) {
    String text = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    boolean tooLong = text.codePointCount(0, text.length()) > field.maxLength();
    if (tooLong || text.codePoints().anyMatch(Character::isISOControl)) {
      throw Failure.INVALID_REQUEST.refusal(
          field.wireName()
              + " has at most "
              + field.maxLength()
              + " characters and no control characters.");
    }
    return switch (field) {
      case LOCALE -> locale(text);
      case TIME_ZONE -> timeZone(text);
      default -> text;
    };
  }

  private static String locale(String text) {
    try {
      return text.isEmpty()
          ? ""
          : new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
    } catch (IllformedLocaleException e) {
      throw Failure.LOCALE_INVALID.refusal("locale is a language tag such as en or de-AT.");
    }
  }

  private static String timeZone(String text) {
    if (text.isEmpty() || ZoneId.getAvailableZoneIds().contains(text)) {
      return text;
    }
    throw Failure.TIME_ZONE_INVALID.refusal("timeZone is an IANA name such as Europe/Vienna.");
  }
}
