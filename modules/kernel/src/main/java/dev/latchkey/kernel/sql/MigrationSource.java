package dev.latchkey.kernel.sql;

import dev.latchkey.kernel.config.DatabaseServer;
import org.postgresql.ds.PGSimpleDataSource;

/** Blocking connections of the role that migrates; used before the first verticle only. */
final class MigrationSource extends PGSimpleDataSource {

  private static final int CONNECT_SECONDS = 5;

  MigrationSource(DatabaseServer server) {
    DatabaseServer.Address address = server.address();
    setServerNames(new String[] {address.host()});
    setPortNumbers(new int[] {address.port()});
    setDatabaseName(address.database());
    setUser(server.migration().user());
    server.migration().password().ifPresent(password -> setPassword(password.reveal()));
    setSslMode(address.sslMode().value);
    address.authorities().ifPresent(file -> setSslRootCert(file.toString()));
    setConnectTimeout(CONNECT_SECONDS);
    setLoginTimeout(CONNECT_SECONDS);
    setApplicationName("latchkey-migration");
  }
}
