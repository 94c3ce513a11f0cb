package dev.latchkey.router.config;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;

/**
 * The settings of the management port.
 *
 * @param enabled whether health checks and metrics are served, default true
 * @param endpoint where; nobody is asked for credentials there, default 127.0.0.1:9090
 */
public record ManagementConfig(boolean enabled, Endpoint endpoint) {

  /**
   * Reads the settings.
   *
   * @throws BadSetting when one is out of bounds
   */
  public static ManagementConfig from(Settings settings) {
    return new ManagementConfig(
        settings.flag("management.enabled"), Endpoint.from(settings, "management"));
  }
}
