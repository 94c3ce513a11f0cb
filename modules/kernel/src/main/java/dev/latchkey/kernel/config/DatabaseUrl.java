package dev.latchkey.kernel.config;

import dev.latchkey.kernel.config.DatabaseServer.Address;
import io.vertx.pgclient.SslMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of {@code postgresql://user:password@host:port/database?sslmode=…&sslrootcert=…}, a
 * subset of libpq's connection URIs (PostgreSQL documentation, 32.1.1.2): one host, no other
 * parameters. Its failures never quote the URL, which may hold a password.
 */
record DatabaseUrl(Address address, Optional<String> user, Optional<Secret> password) {
  private static final int DEFAULT_PORT = 5432;
  private static final Set<SslMode> VERIFYING = Set.of(SslMode.VERIFY_CA, SslMode.VERIFY_FULL);
  private static final Predicate<String> CONTROL = Pattern.compile("\\p{Cc}").asPredicate();

  /** Not java.net.URI: it knows no host names with underscores, which those of containers have. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "postgres(?:ql)?://"
              + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?"
              + "(?:(?<host>[A-Za-z0-9._-]+)|\\[(?<ipv6>[0-9A-Fa-f:.]+)])"
              + "(?::(?<port>[0-9]{1,5}))?"
              + "/(?<database>[^:@/?#]+)"
              + "(?:\\?(?<parameters>[^?#]*))?");

  /**
   * Takes the URL apart.
   *
   * @throws IllegalArgumentException whose message is the rest of a sentence about the URL
   */
  static DatabaseUrl parse(String url) {
    var parts = SHAPE.matcher(url);
    if (!parts.matches()) {
      throw misshapen();
    }
    return new DatabaseUrl(
        address(parts), part(parts, "user"), part(parts, "password").map(Secret::new));
  }

  private static Address address(Matcher parts) {
    var parameters = parameters(raw(parts, "parameters").orElse(""));
    var sslMode = sslMode(parameters.getOrDefault("sslmode", SslMode.PREFER.value));
    var authorities = Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of);
    if (VERIFYING.contains(sslMode) != authorities.isPresent()) {
      throw new IllegalArgumentException(
          "must have sslrootcert with sslmode verify-ca or verify-full, and only with them.");
    }
    var host = raw(parts, "host").or(() -> raw(parts, "ipv6")).orElseThrow();
    var database = part(parts, "database").orElseThrow();
    return new Address(host, port(parts), database, sslMode, authorities);
  }

  private static int port(Matcher parts) {
    int port = raw(parts, "port").map(Integer::valueOf).orElse(DEFAULT_PORT);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("names a port that is not from 1 to 65535.");
    }
    return port;
  }

  private static SslMode sslMode(String name) {
    var modes = Stream.of(SslMode.values()).filter(mode -> mode.value.equals(name));
    return modes.findFirst().orElseThrow(DatabaseUrl::unknownSslMode);
  }

  private static IllegalArgumentException unknownSslMode() {
    return new IllegalArgumentException(
        Stream.of(SslMode.values())
            .map(mode -> mode.value)
            .collect(Collectors.joining(", ", "names an sslmode that is none of ", ".")));
  }

  private static Map<String, String> parameters(String query) {
    var found = new HashMap<String, String>();
    for (var parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      var pair = parameter.split("=", 2);
      if (pair.length < 2
          || !Set.of("sslmode", "sslrootcert").contains(pair[0])
          || found.put(pair[0], decoded(pair[1])) != null) {
        throw new IllegalArgumentException(
            "may have the parameters sslmode and sslrootcert, each once, and no other.");
      }
    }
    return found;
  }

  private static Optional<String> part(Matcher parts, String name) {
    return raw(parts, name).map(DatabaseUrl::decoded);
  }

  private static Optional<String> raw(Matcher parts, String name) {
    return Optional.ofNullable(parts.group(name)).filter(text -> !text.isEmpty());
  }

  private static String decoded(String part) {
    String text;
    try {
      // URLDecoder takes + for a blank, as forms do and these URLs don't.
      text = URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException quotesThePart) {
      throw misshapen();
    }
    if (CONTROL.test(text)) {
      throw misshapen();
    }
    return text;
  }

  private static IllegalArgumentException misshapen() {
    return new IllegalArgumentException(
        "must look like postgresql://USER:PASSWORD@HOST:5432/NAME?sslmode=require, with special"
            + " characters written as %XX.");
  }
}
