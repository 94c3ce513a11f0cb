package dev.latchkey.router;

import dev.latchkey.router.config.HttpConfig;
import dev.latchkey.router.config.HttpConfig.Certificate;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How the public port treats the network. */
final class Servers {

  /** The method before a request's target and the version after it. */
  private static final int REQUEST_LINE_FRAME_BYTES = 32;

  private static final int MAX_CONCURRENT_STREAMS = 100;

  private Servers() {}

  static HttpServerOptions options(HttpConfig config) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setMaxInitialLineLength(config.sizes().maxUriBytes() + REQUEST_LINE_FRAME_BYTES)
            .setMaxHeaderSize(config.sizes().maxHeaderBytes())
            .setInitialSettings(http2Settings(config))
            .setHttp2ClearTextEnabled(false)
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) silence(config.times()).toMillis());
    config.tls().ifPresent(certificate -> tls(options, certificate, config));
    return options;
  }

  private static Http2Settings http2Settings(HttpConfig config) {
    return new Http2Settings()
        .setMaxConcurrentStreams(MAX_CONCURRENT_STREAMS)
        .setMaxHeaderListSize(config.sizes().maxHeaderBytes() + config.sizes().maxUriBytes());
  }

  /** The last resort below all other deadlines: a connection that is dead, or never read from. */
  private static Duration silence(HttpConfig.Times times) {
    Duration longest = times.idle().compareTo(times.request()) > 0 ? times.idle() : times.request();
    return longest.plusSeconds(5);
  }

  private static void tls(HttpServerOptions options, Certificate certificate, HttpConfig config) {
    options
        .setSsl(true)
        .setKeyCertOptions(ServerKey.options(certificate))
        .setSslHandshakeTimeout(config.times().header().toMillis())
        .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
        .setUseAlpn(config.http2())
        .setAlpnVersions(
            config.http2()
                ? List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1)
                : List.of(HttpVersion.HTTP_1_1));
  }
}
