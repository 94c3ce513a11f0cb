package dev.latchkey.router.config;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.router.exchange.TrustedProxies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of the public port. Bounds are inclusive; chosen, not measured, where no source is
 * named.
 *
 * @param endpoint where the API listens
 * @param tls the server's certificate; empty (the default) means plain HTTP
 * @param http2 whether HTTP/2 is offered besides HTTP/1.1 over TLS, default true; without TLS it
 *     never is, as no browser speaks it there
 * @param sizes how large a request may be
 * @param times how long things may take
 * @param clients who is believed and how often they may ask
 */
public record HttpConfig(
    Endpoint endpoint,
    Optional<Certificate> tls,
    boolean http2,
    Sizes sizes,
    Times times,
    Clients clients) {

  /**
   * A certificate.
   *
   * @param chain a PEM file, the server's own certificate first
   * @param key its private key, a PEM file (PKCS #8)
   */
  public record Certificate(Path chain, Path key) {}

  /**
   * How large a request may be.
   *
   * @param maxBodyBytes 1 KiB to 16 MiB, default 64 KiB; 413 beyond
   * @param maxHeaderBytes all header lines together, 1 to 64 KiB, default 8 KiB; 431 beyond
   * @param maxUriBytes path and query together, 256 B to 64 KiB, default 4 KiB; 414 beyond
   */
  public record Sizes(int maxBodyBytes, int maxHeaderBytes, int maxUriBytes) {

    private static final int KIB = 1024;

    static Sizes from(Settings settings) {
      return new Sizes(
          (int) settings.bytes("http.max-body", KIB, 16L * KIB * KIB),
          (int) settings.bytes("http.max-headers", KIB, 64L * KIB),
          (int) settings.bytes("http.max-uri", 256, 64L * KIB));
    }
  }

  /**
   * How long things may take.
   *
   * @param header from the opening of a connection to its first request, 1 s to 1 min, default 10 s
   * @param request from a request's headers to the end of its answer, 1 s to 5 min, default 15 s
   * @param idle between two requests of a connection, 1 s to 1 h, default 60 s
   * @param drain for running requests when the service stops, 0 s to 5 min, default 8 s
   */
  public record Times(Duration header, Duration request, Duration idle, Duration drain) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    static Times from(Settings settings) {
      Duration longest = Duration.ofMinutes(5);
      return new Times(
          settings.duration("http.header-timeout", SECOND, Duration.ofMinutes(1)),
          settings.duration("http.request-timeout", SECOND, longest),
          settings.duration("http.idle-timeout", SECOND, Duration.ofHours(1)),
          settings.duration("http.drain-timeout", Duration.ZERO, longest));
    }
  }

  /**
   * Who is believed and how often they may ask.
   *
   * @param corsOrigins the web origins whose pages may call the API, at most 256, default none
   * @param trustedProxies whose X-Forwarded-For is believed, at most 256 blocks, default nobody's
   * @param publicRequestsPerMinute of one client address without credentials, 1 to 100 000, default
   *     60
   */
  public record Clients(
      Set<String> corsOrigins, TrustedProxies trustedProxies, int publicRequestsPerMinute) {

    public Clients {
      corsOrigins = Set.copyOf(corsOrigins);
    }

    static Clients from(Settings settings) {
      return new Clients(
          origins(settings),
          proxies(settings),
          settings.integer("limits.public-requests-per-minute", 1, 100_000));
    }

    private static Set<String> origins(Settings settings) {
      Set<String> origins = new LinkedHashSet<>();
      for (String text : settings.list("http.cors.origins")) {
        origins.add(
            WebOrigin.canonical(text)
                .orElseThrow(
                    () ->
                        settings.refused(
                            "http.cors.origins",
                            "has an entry that is no origin such as https://app.example.org.")));
      }
      return origins;
    }

    private static TrustedProxies proxies(Settings settings) {
      try {
        return TrustedProxies.of(settings.list("http.trusted-proxies"));
      } catch (IllegalArgumentException noBlock) {
        throw settings.refused(
            "http.trusted-proxies", "has an entry that is no CIDR block such as 10.0.0.0/8.");
      }
    }
  }

  /**
   * Reads the settings.
   *
   * @throws BadSetting when one is out of bounds, an origin or a block can't be understood, or only
   *     one of certificate and key is given
   */
  public static HttpConfig from(Settings settings) {
    return new HttpConfig(
        Endpoint.from(settings, "http"),
        certificate(settings),
        settings.flag("http.http2"),
        Sizes.from(settings),
        Times.from(settings),
        Clients.from(settings));
  }

  private static Optional<Certificate> certificate(Settings settings) {
    Optional<Path> chain = settings.optionalPath("http.tls.certificate");
    Optional<Path> key = settings.optionalPath("http.tls.key");
    if (chain.isPresent() != key.isPresent()) {
      throw settings.refused("http.tls.key", "must be given together with http.tls.certificate.");
    }
    return chain.flatMap(pem -> key.map(secret -> new Certificate(pem, secret)));
  }
}
