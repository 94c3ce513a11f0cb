package dev.latchkey.api.events;

import java.util.Locale;

/**
 * Every type of event. The wire name replaces the first underscore by a dot: {@code
 * password.changed}; it is also part of the address that the event is published on.
 */
public enum EventType {
  ORGANIZATION_CREATED,
  PERSON_REGISTERED,
  PERSON_REGISTRATION_REPEATED,
  PERSON_ACTIVATED,
  PERSON_UPDATED,
  PERSON_CLOSED,
  EMAIL_ADDED,
  EMAIL_PROOF_REQUESTED,
  EMAIL_VERIFIED,
  EMAIL_REMOVED,
  EMAIL_CHANGE_REQUESTED,
  EMAIL_CHANGE_CANCELLED,
  EMAIL_CHANGED,
  PASSWORD_CHANGED,
  PASSWORD_RESET_REQUESTED,
  PASSWORD_RESET,
  PASSWORD_REFUSED,
  USER_CREATED,
  USER_UPDATED,
  USER_EMAIL_CHANGED,
  USER_ROLES_CHANGED,
  USER_DISABLED,
  USER_ENABLED,
  USER_REMOVED,
  USER_UNLOCKED,
  USER_ANONYMISED,
  LOGIN_STARTED,
  LOGIN_REAUTHENTICATED,
  LOGIN_ENDED,
  LOGIN_TOKEN_REUSED,
  SIGNING_KEY_CREATED;

  /** The name on the wire, such as {@code login.token_reused}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
  }
}
