package dev.latchkey.kernel.config;

import io.vertx.pgclient.SslMode;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A PostgreSQL server and who signs in to it.
 *
 * @param address where it is
 * @param service the role that serves requests
 * @param migration the role that migrates the schema; the service's own when no other is given
 */
public record DatabaseServer(Address address, Login service, Login migration) {

  /**
   * Where a database is; its {@code toString} is fit for messages.
   *
   * @param host a host name, an IPv4 address, or an IPv6 address without brackets
   * @param port 1 to 65535, default 5432
   * @param database its name
   * @param sslMode as libpq defines them (PostgreSQL documentation, 32.19), default {@code prefer}
   * @param authorities a PEM file of the authorities that may certify the server; given for {@code
   *     verify-ca} and {@code verify-full}, and only for them
   */
  public record Address(
      String host, int port, String database, SslMode sslMode, Optional<Path> authorities) {
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/" + database;
    }
  }

  /**
   * A role of the database.
   *
   * @param user its name
   * @param password empty when the server asks for none
   */
  public record Login(String user, Optional<Secret> password) {}
}
