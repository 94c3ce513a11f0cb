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
 * Reads the body of a request, if the operation takes one and it says that it is JSON in UTF-8, or
 * a form where the operation takes that, neither packed nor too large.
 */
final class BodyReading implements Handler<RoutingContext> {
  private static final Pattern JSON = type("application/json");
  private static final Pattern FORM = type("application/x-www-form-urlencoded");

  private final Optional<BodyRule> rule;
  private final BodyHandler json;
  private final FormBody form;

  BodyReading(Optional<BodyRule> rule, int maxBodyBytes) {
    this.rule = rule;
    this.json = BodyHandler.create(false).setBodyLimit(maxBodyBytes);
    this.form = new FormBody(maxBodyBytes);
  }

  private static Pattern type(String name) {
    return Pattern.compile(
        name + "[ \t]*(;[ \t]*charset=(utf-8|\"utf-8\")[ \t]*)?", Pattern.CASE_INSENSITIVE);
  }

  @Override
  public void handle(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!UnreadBody.isAnnounced(request)) {
      context.next();
      return;
    }
    if (rule.isEmpty()) {
      context.fail(new RequestRefused(Reason.UNEXPECTED_BODY));
    } else if (request.headers().contains(HttpHeaders.CONTENT_ENCODING)) {
      context.fail(new RequestRefused(Reason.UNSUPPORTED_CONTENT_ENCODING));
    } else if (is(JSON, request)) {
      json.handle(context);
    } else if (rule.get().form().isPresent() && is(FORM, request)) {
      form.handle(context);
    } else {
      context.fail(new RequestRefused(Reason.UNSUPPORTED_MEDIA_TYPE));
    }
  }

  private static boolean is(Pattern type, HttpServerRequest request) {
    List<String> types = request.headers().getAll(HttpHeaders.CONTENT_TYPE);
    return types.size() == 1 && type.matcher(types.get(0)).matches();
  }
}
