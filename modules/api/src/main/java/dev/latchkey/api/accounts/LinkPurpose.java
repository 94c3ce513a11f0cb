package dev.latchkey.api.accounts;

import java.util.Locale;

/** What a link in a mail is good for; a token of one purpose is worthless for another. */
public enum LinkPurpose {
  /** Proves that an address is its reader's. */
  EMAIL_PROOF,
  /** Chooses a new password. */
  PASSWORD_RESET,
  /** Joins an organisation. */
  INVITATION;

  /** The name that goes into the token. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
