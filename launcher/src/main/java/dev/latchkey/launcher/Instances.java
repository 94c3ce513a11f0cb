package dev.latchkey.launcher;

import dev.latchkey.kernel.config.Settings;

/**
 * How often each module is deployed in a node: the settings below {@code instances}, each 1 to 64.
 */
record Instances(int accounts, int sessions, int mfa, int invitations, int router) {

  private static final int MOST = 64;

  static Instances from(Settings settings) {
    return new Instances(
        settings.integer("instances.accounts", 1, MOST),
        settings.integer("instances.sessions", 1, MOST),
        settings.integer("instances.mfa", 1, MOST),
        settings.integer("instances.invitations", 1, MOST),
        settings.integer("instances.router", 1, MOST));
  }
}
