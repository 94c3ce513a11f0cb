package dev.latchkey.router.config;

import dev.latchkey.kernel.config.Settings;

/**
 * Where a port listens.
 *
 * @param host an IP address or a host name
 * @param port a TCP port; 0 picks a free one
 */
public record Endpoint(String host, int port) {

  static Endpoint from(Settings settings, String group) {
    return new Endpoint(
        settings.text(group + ".host"), settings.integer(group + ".port", 0, 65_535));
  }
}
