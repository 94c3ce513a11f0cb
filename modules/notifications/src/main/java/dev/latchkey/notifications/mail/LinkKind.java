package dev.latchkey.notifications.mail;

import java.util.Locale;

/** The places of the product's web pages that a mail may lead to. */
public enum LinkKind {
  /** The sign-in page. */
  SIGN_IN(false),
  /** The page that asks for an address and mails a reset link. */
  FORGOT_PASSWORD(false),
  /** Proves an address. */
  VERIFY_EMAIL(true),
  /** Chooses a new password after a reset. */
  RESET_PASSWORD(true),
  /** Chooses a new password, ends all logins and restores the former address. */
  UNDO_EMAIL_CHANGE(true),
  /** Chooses the first password of an account whose address is proven. */
  CHOOSE_PASSWORD(true),
  /** Accepts or declines an invitation. */
  ACCEPT_INVITATION(true);

  private final boolean needsToken;

  LinkKind(boolean needsToken) {
    this.needsToken = needsToken;
  }

  /** Whether the link carries a secret. */
  public boolean needsToken() {
    return needsToken;
  }

  /** The kind's name in messages: {@code forgot-password}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
