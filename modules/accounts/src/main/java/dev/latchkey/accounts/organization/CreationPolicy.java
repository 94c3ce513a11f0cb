package dev.latchkey.accounts.organization;

/** Who may make organisations after the first: setting {@code organizations.creation}. */
public enum CreationPolicy {
  /** Whoever owns one (default). */
  OWNERS,
  /** Whoever can sign in; registrations may bring one. */
  EVERYONE,
  NOBODY
}
