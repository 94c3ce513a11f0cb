package dev.latchkey.router;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port with a certificate: HTTP/2 where the client speaks it, the same rules in both. */
class TlsIT {

  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  @TempDir static Path directory;
  private static final Map<HttpVersion, HttpClient> clients = new ConcurrentHashMap<>();
  private static Platform platform;

  private record Answered(int status, HttpVersion version, String body) {}

  @BeforeAll
  static void start() throws Exception {
    KeyStore store = selfSigned();
    platform =
        Platform.with(
            Map.of(
                "LATCHKEY_HTTP_TLS_CERTIFICATE",
                pem("CERTIFICATE", store.getCertificate("server").getEncoded()),
                "LATCHKEY_HTTP_TLS_KEY",
                pem("PRIVATE KEY", store.getKey("server", STORE_PASSWORD).getEncoded()),
                "LATCHKEY_HTTP_REQUEST_TIMEOUT",
                "2s"));
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static KeyStore selfSigned() throws Exception {
    Path file = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-validity",
                "1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(STORE_PASSWORD))
            .redirectErrorStream(true)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return KeyStore.getInstance(file.toFile(), STORE_PASSWORD);
  }

  private static String pem(String kind, byte[] der) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Path file = directory.resolve(kind.replace(' ', '-') + ".pem");
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    return file.toString();
  }

  /** Whoever holds no client loses it to the garbage collector, and its requests with it. */
  private static HttpClient client(HttpVersion version) {
    return clients.computeIfAbsent(
        version,
        wanted ->
            platform.vertx.createHttpClient(
                new HttpClientOptions()
                    .setSsl(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    .setUseAlpn(true)
                    .setProtocolVersion(wanted)));
  }

  private static Answered get(HttpVersion version, String path) throws Exception {
    return client(version)
        .request(HttpMethod.GET, platform.port, "127.0.0.1", path)
        .compose(
            request ->
                request.putHeader("Authorization", "Bearer good").send().compose(TlsIT::whole))
        .await(10, SECONDS);
  }

  private static Future<Answered> whole(HttpClientResponse answer) {
    return answer
        .body()
        .map(it -> new Answered(answer.statusCode(), answer.version(), it.toString()));
  }

  @Test
  void bothVersionsAreSpoken() throws Exception {
    for (HttpVersion version : new HttpVersion[] {HttpVersion.HTTP_2, HttpVersion.HTTP_1_1}) {
      Answered answer = get(version, "/api/v1/me");
      assertThat(answer.version()).isEqualTo(version);
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyIsReadAndAnsweredInBothVersions() throws Exception {
    for (HttpVersion version : new HttpVersion[] {HttpVersion.HTTP_2, HttpVersion.HTTP_1_1}) {
      assertThat(post(version, "{\"token\":").status()).isEqualTo(400);
      assertThat(post(version, "{\"name\": \"Engines\"}").status()).isEqualTo(201);
    }
  }

  private static Answered post(HttpVersion version, String body) throws Exception {
    return client(version)
        .request(HttpMethod.POST, platform.port, "127.0.0.1", "/api/v1/me/organizations")
        .compose(
            request ->
                request
                    .putHeader("Authorization", "Bearer good")
                    .putHeader("Content-Type", "application/json")
                    .send(body)
                    .compose(TlsIT::whole))
        .await(10, SECONDS);
  }

  @Test
  void aLongTargetIsRefusedOverHttp2Too() throws Exception {
    Answered answer = get(HttpVersion.HTTP_2, "/" + "a".repeat(5000));
    assertThat(answer.status()).isEqualTo(414);
    assertThat(answer.body()).contains("uri_too_long");
  }

  @Test
  void plainHttpIsNotSpokenHere() throws Exception {
    try (Wire wire = platform.wire()) {
      wire.write("GET /api/v1/me HTTP/1.1\r\nHost: x\r\n\r\n");
      assertThat(wire.readToEnd()).doesNotContain("HTTP/1.1 2");
    }
  }

  @Test
  void aBodyThatStopsIsCutOffOverHttp2Too() throws Exception {
    int status =
        client(HttpVersion.HTTP_2)
            .request(HttpMethod.POST, platform.port, "127.0.0.1", "/api/v1/password/forgot")
            .compose(
                request -> {
                  request.putHeader("Content-Type", "application/json").setChunked(true);
                  var answer = request.response();
                  request.write("{");
                  return answer;
                })
            .map(answer -> answer.statusCode())
            .await(10, SECONDS);
    assertThat(status).isEqualTo(408);
  }
}
