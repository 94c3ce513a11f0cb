package dev.latchkey.sessions;

/** Why a login ended, as the audit trail says it. */
final class EndReason {

  /** By the person, one login. */
  static final String SIGNED_OUT = "signed_out";

  /** By the person, all others at once. */
  static final String OTHERS_SIGNED_OUT = "others_signed_out";

  /** A refresh token was presented that had been replaced long before. */
  static final String TOKEN_REUSED = "token_reused";

  /** The person may not sign in any more, or has changed what proves who they are. */
  static final String AUTHORITY_LOST = "authority_lost";

  /** The person has opened too many others since. */
  static final String TOO_MANY_LOGINS = "too_many_logins";

  /** An API token, by its owner. */
  static final String DELETED = "deleted";

  private EndReason() {}
}
