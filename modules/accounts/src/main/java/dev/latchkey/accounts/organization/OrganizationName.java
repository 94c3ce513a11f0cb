package dev.latchkey.accounts.organization;

import dev.latchkey.accounts.name.Name;
import dev.latchkey.api.bus.Failure;

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
    return Name.of("An organisation's name", written, MAX_LENGTH).text();
  }
}
