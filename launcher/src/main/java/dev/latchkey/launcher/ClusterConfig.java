package dev.latchkey.launcher;

import dev.latchkey.kernel.config.Settings;
import java.util.List;

/**
 * The settings below {@code cluster}.
 *
 * @param enabled whether this node joins others, default false
 * @param host the address that the others reach this node at, default 127.0.0.1; also the bus'
 * @param port the member port, 1 to 65535, default 5701; keep it private, it knows no TLS
 * @param members {@code host:port} of the others, at most 256
 */
record ClusterConfig(boolean enabled, String host, int port, List<String> members) {

  ClusterConfig {
    members = List.copyOf(members);
  }

  static ClusterConfig from(Settings settings) {
    return new ClusterConfig(
        settings.flag("cluster.enabled"),
        settings.text("cluster.host"),
        settings.integer("cluster.port", 1, 65535),
        settings.list("cluster.members"));
  }
}
