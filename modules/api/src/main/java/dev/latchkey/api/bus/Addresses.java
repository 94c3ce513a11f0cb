package dev.latchkey.api.bus;

/** Where the modules answer. One address each; the name of the request travels in a header. */
public final class Addresses {

  public static final String ACCOUNTS = "latchkey.accounts.v1";
  public static final String SESSIONS = "latchkey.sessions.v1";
  public static final String MFA = "latchkey.mfa.v1";
  public static final String INVITATIONS = "latchkey.invitations.v1";
  public static final String NOTIFICATIONS = "latchkey.notifications.v1";
  public static final String EVENTS = "latchkey.events.v1";

  /** The header that names the request. */
  public static final String REQUEST_HEADER = "request";

  private static final String INTERNAL_SUFFIX = ".internal";

  private Addresses() {}

  /** The address of the module that answers requests of this type: its package names it. */
  public static String of(Class<?> requestType) {
    String name = requestType.getPackageName();
    String module = "latchkey." + name.substring(name.lastIndexOf('.') + 1) + ".v1";
    return InternalRequest.class.isAssignableFrom(requestType) ? internal(module) : module;
  }

  /** The twin of a module's address that is never announced to other nodes. */
  public static String internal(String moduleAddress) {
    return moduleAddress + INTERNAL_SUFFIX;
  }

  /** Where events of a type are published. */
  public static String event(String type) {
    return "latchkey.events." + type + ".v1";
  }
}
