package dev.latchkey.accounts.organization;

import dev.latchkey.api.bus.Failure;
import java.text.Normalizer;

/** The name of an organisation: 1 to 200 characters, none of them a control character. */
public final class OrganizationName {

  private static final int MAX_LENGTH = 200;

  private OrganizationName() {}

  /**
   * The name as it is kept.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}
   */
  public static String of(String written) {
    String name = Normalizer.normalize(written.strip(), Normalizer.Form.NFC);
    boolean control = name.codePoints().anyMatch(Character::isISOControl);
    if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_LENGTH || control) {
      throw Failure.INVALID_REQUEST.refusal(
          "An organisation's name has 1 to 200 characters and no control characters.");
    }
    return name;
  }
}
