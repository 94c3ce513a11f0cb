package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * How the server is set up: durable, closed to everybody but SCRAM clients on this machine's
 * loopback, and small when idle. Given at every start, so that an older database gets a newer
 * Latchkey's settings.
 */
final class ServerSettings {
  static final String HOST = "127.0.0.1";

  /** For Latchkey's pools and migrations, with some left for an operator; chosen, not measured. */
  static final int MAX_CONNECTIONS = 60;

  private static final List<String> DURABLE =
      List.of(
          "fsync=on",
          "full_page_writes=on",
          "synchronous_commit=on",
          // A crash recovery replays at most about this much, so that starting stays bounded.
          "max_wal_size=256MB",
          "min_wal_size=32MB",
          "recovery_init_sync_method=syncfs");

  private static final List<String> CLOSED =
      List.of(
          "listen_addresses=" + HOST,
          "unix_socket_directories=",
          "password_encryption=scram-sha-256",
          "max_connections=" + MAX_CONNECTIONS);

  /** No replica can follow and no query is parallel, so nothing waits in memory for either. */
  private static final List<String> SMALL =
      List.of(
          "shared_buffers=32MB",
          "huge_pages=off",
          "io_method=sync",
          "jit=off",
          "wal_level=minimal",
          "max_wal_senders=0",
          "max_logical_replication_workers=0",
          "max_parallel_workers_per_gather=0",
          "max_parallel_maintenance_workers=0",
          "max_worker_processes=1");

  /** Neither statements nor details are logged: they carry people's data. */
  private static final List<String> LOGGED =
      List.of(
          "log_destination=stderr",
          "logging_collector=off",
          "log_line_prefix=%m [%p] ",
          "log_error_verbosity=terse",
          "log_min_error_statement=panic",
          "log_statement=none",
          "log_checkpoints=off",
          "lc_messages=C",
          "log_timezone=UTC",
          "timezone=UTC");

  private static final String HOST_BASED_AUTHENTICATION =
      "host all all " + HOST + "/32 scram-sha-256\n";

  private ServerSettings() {}

  /** Who may connect is said outside of the database's files, where the server can't change it. */
  static void writeHostBasedAuthentication(Home home) throws IOException {
    var file = Files.writeString(home.hostBasedAuthentication(), HOST_BASED_AUTHENTICATION);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** The server's arguments. */
  static List<String> arguments(Home home, int port) throws IOException {
    var varying =
        Stream.of(
            "port=" + port,
            "hba_file=" + home.hostBasedAuthentication(),
            "cluster_name=" + clusterName(home.cluster()));
    var settings =
        Stream.of(DURABLE.stream(), CLOSED.stream(), SMALL.stream(), LOGGED.stream(), varying);
    var all = settings.flatMap(some -> some).flatMap(setting -> Stream.of("-c", setting));
    return Stream.concat(Stream.of("-D", home.cluster().toString()), all).toList();
  }

  /**
   * Appears in the command line of the server and of each of its children: tells whose they are.
   */
  static String clusterName(Path cluster) throws IOException {
    var identity = Files.readAttributes(cluster, "unix:dev,ino");
    long device = (long) identity.get("dev");
    long inode = (long) identity.get("ino");
    return "latchkey_%x_%x".formatted(device, inode);
  }
}
