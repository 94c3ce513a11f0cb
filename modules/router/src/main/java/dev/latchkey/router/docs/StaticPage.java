package dev.latchkey.router.docs;

import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A page that changes with a new release only, and may be kept as long as it is asked for again. As
 * a web page it may load and call nothing but this server, and stand in nobody's frame.
 */
public final class StaticPage implements Handler<RoutingContext> {

  private static final String REVALIDATE = "no-cache";
  private static final String ONLY_THIS_SERVER =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String name;
  private final String mediaType;
  private final Buffer content;
  private final String entityTag;

  /**
   * A page.
   *
   * @param name what the log and the metrics call it
   */
  public StaticPage(String name, String mediaType, Buffer content) {
    this.name = name;
    this.mediaType = mediaType;
    this.content = content;
    this.entityTag = entityTag(content);
  }

  @Override
  public void handle(RoutingContext context) {
    Exchange.of(context).matched(name);
    HttpServerResponse response =
        context
            .response()
            .putHeader(HttpHeaders.CACHE_CONTROL, REVALIDATE)
            .putHeader("Content-Security-Policy", ONLY_THIS_SERVER)
            .putHeader("Referrer-Policy", "no-referrer")
            .putHeader(HttpHeaders.ETAG, entityTag);
    if (entityTag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      response.setStatusCode(304).end();
    } else {
      response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType).end(content);
    }
  }

  private static String entityTag(Buffer content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content.getBytes());
      return "\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash) + "\"";
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
