package dev.latchkey.router.contract;

import dev.latchkey.router.contract.RequestRefused.Reason;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the body of a request, if the operation takes one and it says that it is JSON in UTF-8,
 * neither packed nor too large.
 */
final class BodyReading implements Handler<RoutingContext> {
  private static final Pattern JSON =
      Pattern.compile(
          "application/json[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?",
          Pattern.CASE_INSENSITIVE);

  private final boolean declared;
  private final BodyHandler body;

  BodyReading(boolean declared, int maxBodyBytes) {
    this.declared = declared;
    this.body = BodyHandler.create(false).setBodyLimit(maxBodyBytes);
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!UnreadBody.isAnnounced(request)) {
      context.next();
      return;
    }
    refusal(request)
        .ifPresentOrElse(
            reason -> context.fail(new RequestRefused(reason)), () -> body.handle(context));
  }

  private Optional<Reason> refusal(HttpServerRequest request) {
    if (!declared) {
      return Optional.of(Reason.UNEXPECTED_BODY);
    }
    if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      return Optional.of(Reason.UNSUPPORTED_CONTENT_ENCODING);
    }
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    boolean json = types.size() == 1 && JSON.matcher(types.get(0)).matches();
    return json ? Optional.empty() : Optional.of(Reason.UNSUPPORTED_MEDIA_TYPE);
  }
}
