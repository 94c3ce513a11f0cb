package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS from PEM files, with HTTP/2. */
class TlsIT {

  @TempDir static Path pem;
  private static String keyset = "";

  @TempDir Path home;

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificate("server");
    certificate("other");
    Files.writeString(pem.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nnonsense\n");
    keyset = Launch.in(pem.resolve("home")).saying("new-keyset").run().out().strip();
  }

  private static void certificate(String name) throws Exception {
    Process openssl =
        new ProcessBuilder(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-keyout",
                pem + "/" + name + ".key",
                "-out",
                pem + "/" + name + ".crt")
            .redirectErrorStream(true)
            .start();
    String said = new String(openssl.getInputStream().readAllBytes());
    assertThat(openssl.waitFor()).as(said).isZero();
  }

  @ParameterizedTest
  @CsvSource({"true, HTTP_2", "false, HTTP_1_1"})
  void itServesOverTls(String http2, HttpClient.Version spoken) throws Exception {
    try (Latchkey latchkey = launch("server.crt", "server.key").with("http.http2", http2).start()) {
      assertThat(latchkey.url()).hasScheme("https");
      HttpResponse<String> keys =
          trusting("server.crt")
              .send(
                  Ask.of("GET", "/.well-known/jwks.json").at(latchkey.url()),
                  HttpResponse.BodyHandlers.ofString());
      assertThat(keys.statusCode()).isEqualTo(200);
      assertThat(keys.version()).isEqualTo(spoken);
      assertThat(keys.sslSession()).isPresent();
    }
  }

  @Test
  void aSignInWorksOverHttp2AndPlainTextIsNotAnswered() throws Exception {
    try (Latchkey latchkey = launch("server.crt", "server.key").start()) {
      HttpClient client = trusting("server.crt");
      String token = latchkey.setUpToken();
      Ask setUp =
          Ask.post(
              "/setup",
              "token",
              token,
              "organizationName",
              "Engines",
              "email",
              "a@example.org",
              "password",
              Person.PASSWORD);
      Ask signIn = Ask.post("/sessions", "email", "a@example.org", "password", Person.PASSWORD);
      assertThat(status(client, setUp, latchkey.url())).isEqualTo(201);
      assertThat(status(client, signIn, latchkey.url())).isEqualTo(201);
      String plain = Wire.send(latchkey.url(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(plain).doesNotStartWith("HTTP/1.1 2");
    }
  }

  private static int status(HttpClient client, Ask ask, URI url) throws Exception {
    return client.send(ask.at(url), HttpResponse.BodyHandlers.ofString()).statusCode();
  }

  @ParameterizedTest
  @CsvSource({
    "none.crt, server.key",
    "server.crt, none.key",
    "broken.pem, server.key",
    "server.crt, broken.pem",
    "server.crt, other.key",
  })
  void brokenFilesStopTheStart(String certificate, String key) {
    StartIT.assertRefused(launch(certificate, key), "TLS");
  }

  private Launch launch(String certificate, String key) {
    TestDatabase database =
        TestDatabase.with("accounts", "sessions", "mfa", "invitations", "notifications");
    return Launch.in(home)
        .on(database, keyset)
        .with("http.tls.certificate", pem.resolve(certificate))
        .with("http.tls.key", pem.resolve(key));
  }

  private static HttpClient trusting(String certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (var stream = Files.newInputStream(pem.resolve(certificate))) {
      var read = CertificateFactory.getInstance("X.509").generateCertificate(stream);
      trusted.setCertificateEntry("server", read);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }
}
