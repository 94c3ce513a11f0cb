package dev.latchkey.router.contract;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.latchkey.router.contract.RequestRefused.Reason;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts a contract's operations on a router. For every request, in this order: the operation is
 * matched; the steps of {@link MountOptions}; the body is read ({@link BodyReading}); parameters
 * and body are held against the contract ({@link RequestReader}); the operation's handler. Failures
 * go to the router's failure handler: {@link RequestRefused}, {@link
 * dev.latchkey.router.json.MalformedJson}, {@link Violations}; {@link RequestRefused#causeOf} finds
 * them.
 *
 * <p>A HEAD is answered as its GET, without the body; OPTIONS with 204 and {@code Allow}; another
 * method with {@link Reason#METHOD_NOT_ALLOWED}. The validators run on the event loop.
 */
public final class Mount {
  /** A path with a name where another has a parameter is asked first (OpenAPI 3.1, 4.8.8.2). */
  private static final Comparator<String> NAMES_FIRST =
      Comparator.comparing(path -> path.replaceAll("\\{[^}]*}", "\uFFFF"));

  private final Router router;
  private final Manners manners;
  private final Map<String, OperationHandler> handlers;
  private final MountOptions options;

  private Mount(
      Router router,
      Manners manners,
      Map<String, OperationHandler> handlers,
      MountOptions options) {
    this.router = router;
    this.manners = manners;
    this.handlers = handlers;
    this.options = options;
  }

  /**
   * Mounts all operations behind what is on the router already.
   *
   * @param handlers by {@code operationId}
   * @throws BadContract when an operation has no handler or a handler no operation
   */
  public static void on(
      Router router,
      Contract contract,
      Map<String, OperationHandler> handlers,
      MountOptions options) {
    Set<String> ids = contract.operations().stream().map(Operation::id).collect(toSet());
    refuseRest(contract, "has no handler for", ids, handlers.keySet());
    refuseRest(contract, "declares no operation", handlers.keySet(), ids);
    Map<String, List<Operation>> byPath = new TreeMap<>(NAMES_FIRST);
    byPath.putAll(contract.operations().stream().collect(groupingBy(Operation::path)));
    byPath.forEach(new Mount(router, contract.manners(), Map.copyOf(handlers), options)::path);
  }

  /** Ends a router: whatever was not matched before fails with {@link Reason#PATH_NOT_FOUND}. */
  public static void nothingElse(Router router) {
    router
        .route()
        .handler(
            context -> {
              UnreadBody.hold(context);
              context.fail(new RequestRefused(Reason.PATH_NOT_FOUND));
            });
  }

  private static void refuseRest(
      Contract contract, String wrong, Set<String> ids, Set<String> others) {
    String rest =
        ids.stream().filter(id -> !others.contains(id)).sorted().collect(Collectors.joining(", "));
    if (!rest.isEmpty()) {
      throw new BadContract(
          "The contract of " + contract.surface() + " " + wrong + " " + rest + ".");
    }
  }

  private void path(String template, List<Operation> operations) {
    String path = template.replaceAll("\\{([^}]*)}", ":$1");
    operations.forEach(operation -> operation(path, operation));
    List<HttpMethod> allowed = allowed(operations);
    router.route(path).handler(context -> otherMethod(context, allowed));
  }

  private void operation(String path, Operation operation) {
    Route route = router.route(operation.method(), path);
    if (operation.method().equals(HttpMethod.GET)) {
      route.method(HttpMethod.HEAD);
    }
    route.handler(context -> arrive(context, operation));
    options.beforeBody().forEach(route::handler);
    route.handler(new BodyReading(operation.body().isPresent(), options.maxBodyBytes()));
    RequestReader reader = new RequestReader(operation, manners);
    OperationHandler handler = handlers.get(operation.id());
    route.handler(context -> handler.handle(context, reader.read(context)));
  }

  private static void arrive(RoutingContext context, Operation operation) {
    operation.putInto(context);
    UnreadBody.hold(context);
    context.next();
  }

  private static List<HttpMethod> allowed(List<Operation> operations) {
    List<HttpMethod> methods = new ArrayList<>();
    for (Operation operation : operations) {
      methods.add(operation.method());
      if (operation.method().equals(HttpMethod.GET)) {
        methods.add(HttpMethod.HEAD);
      }
    }
    methods.add(HttpMethod.OPTIONS);
    return List.copyOf(methods);
  }

  private static void otherMethod(RoutingContext context, List<HttpMethod> allowed) {
    UnreadBody.hold(context);
    if (!context.request().method().equals(HttpMethod.OPTIONS)) {
      context.fail(new RequestRefused(Reason.METHOD_NOT_ALLOWED, allowed));
      return;
    }
    String methods = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    context
        .response()
        .setStatusCode(HttpResponseStatus.NO_CONTENT.code())
        .putHeader(HttpHeaders.ALLOW, methods)
        .end();
  }
}
