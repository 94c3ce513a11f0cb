package dev.latchkey.router.problem;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.contract.RequestRefused;
import dev.latchkey.router.exchange.Exchange;
import dev.latchkey.router.exchange.HttpFailure;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;

/** What the type of a problem document leads to: {@code /problems/CODE} explains that code. */
public final class ProblemPages implements Handler<RoutingContext> {

  private final Map<String, JsonObject> pages = new HashMap<>();

  /** The pages of every code that there is. */
  public ProblemPages() {
    for (HttpFailure failure : HttpFailure.values()) {
      add(Problem.of(failure));
    }
    for (RequestRefused.Reason reason : RequestRefused.Reason.values()) {
      add(Problem.of(reason));
    }
    for (Failure failure : Failure.values()) {
      add(Problem.of(failure.refusal()));
    }
  }

  /** Serves them from this router. */
  public void mount(Router router) {
    router.get("/problems/:code").method(HttpMethod.HEAD).handler(this);
  }

  @Override
  public void handle(RoutingContext context) {
    JsonObject page = pages.get(context.pathParam("code"));
    if (page == null) {
      context.next();
      return;
    }
    Exchange.of(context).matched("problem");
    context.response().putHeader(HttpHeaders.CONTENT_TYPE, "application/json").end(page.toBuffer());
  }

  private void add(Problem problem) {
    pages.put(problem.code(), problem.explanation());
  }
}
