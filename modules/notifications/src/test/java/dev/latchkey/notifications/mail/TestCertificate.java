package dev.latchkey.notifications.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A self-signed certificate made for one test run, as a PKCS#12 key store for a server and as PEM
 * for its client.
 */
record TestCertificate(Path keyStore, Path pem) {
  static final String PASSWORD = "changeit";

  static TestCertificate forHost(Path directory, String host) throws IOException {
    var keyStore = directory.resolve(host + ".p12");
    var pem = directory.resolve(host + ".pem");
    keytool(
        keyStore,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-validity",
        "2",
        "-dname",
        "CN=" + host,
        "-ext",
        "san=dns:" + host);
    keytool(keyStore, "-exportcert", "-rfc", "-file", pem.toString());
    return new TestCertificate(keyStore, pem);
  }

  SSLContext serverContext() throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray());
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(Path keyStore, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", "mail", "-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-keystore", keyStore.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
