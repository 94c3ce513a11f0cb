package dev.latchkey.router.nativeapi;

/** Where this surface's things are found. */
final class Paths {

  static final String ME = "/api/v1/me";
  static final String EMAILS = ME + "/emails";
  static final String LOGINS = ME + "/logins";
  static final String PASSKEYS = ME + "/mfa/passkeys";
  static final String ORGANIZATIONS = ME + "/organizations";
  static final String ROLES = "/api/v1/org/roles";
  static final String TEAMS = "/api/v1/org/teams";

  static final String TOKENS = ME + "/tokens";
  static final String ORGANIZATION_TOKENS = "/api/v1/org/tokens";
  static final String INVITATIONS = "/api/v1/org/invitations";
  static final String USERS = "/api/v1/org/users";

  private Paths() {}
}
