package dev.latchkey.router.nativeapi;

/** Where this surface's things are found. */
final class Paths {

  static final String ME = "/api/v1/me";
  static final String EMAILS = ME + "/emails";
  static final String LOGINS = ME + "/logins";
  static final String ORGANIZATIONS = ME + "/organizations";
  static final String USERS = "/api/v1/org/users";

  private Paths() {}
}
