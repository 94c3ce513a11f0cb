package dev.latchkey.router.surface;

import static java.util.stream.Collectors.toMap;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.kernel.bus.Demand;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Mount;
import dev.latchkey.router.contract.MountOptions;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.OperationHandler;
import dev.latchkey.router.contract.ValidatedRequest;
import dev.latchkey.router.credential.Gate;
import dev.latchkey.router.credential.OptionalGate;
import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/**
 * One of the APIs that are served: its contract, the operations that answer it, and its dialect. It
 * has no rule and no permission logic of its own: what its contract says of permission and
 * freshness is what the requests declare that its operations ask. Immutable, thread-safe: made
 * once, mounted on every server.
 */
public final class Surface {

  private static final String NATIVE = "native";

  private final Contract contract;
  private final Dialect dialect;
  private final Map<String, SurfaceOperation> operations;
  private final Bus bus;

  /**
   * Holds the contract against its operations.
   *
   * @throws IllegalStateException when it says another permission or freshness than the request
   *     that its operation asks, or takes an idempotency key which that doesn't
   */
  public Surface(Contract contract, Dialect dialect, List<SurfaceOperation> operations, Bus bus) {
    operations.forEach(operation -> checkAgreement(contract, operation));
    this.contract = contract;
    this.dialect = dialect;
    this.operations = operations.stream().collect(toMap(SurfaceOperation::id, it -> it));
    this.bus = bus;
  }

  /** What it is called in settings and documents. */
  public String name() {
    return contract.surface();
  }

  /** What it promises, where it is found, and what it lets pass. */
  public Contract contract() {
    return contract;
  }

  /** Whatever goes wrong below its roots, found or not, is written in its dialect. */
  public void claim(RoutingContext context) {
    dialect.failures().putInto(context);
  }

  /**
   * Serves the operations from this router, behind what is on it already.
   *
   * @param publicLimit the step that operations without credentials take instead of a gate
   */
  public void mount(Router router, Handler<RoutingContext> publicLimit, int maxBodyBytes) {
    Map<String, Handler<RoutingContext>> gates =
        operations.values().stream()
            .collect(toMap(SurfaceOperation::id, each -> gate(each, publicLimit)));
    Handler<RoutingContext> beforeBody =
        context -> gates.get(Operation.of(context).id()).handle(context);
    Map<String, OperationHandler> handlers =
        operations.values().stream().collect(toMap(SurfaceOperation::id, Surface::handler));
    Mount.on(
        router,
        contract,
        handlers,
        new MountOptions(List.of(this::matched, beforeBody), maxBodyBytes));
  }

  private Handler<RoutingContext> gate(
      SurfaceOperation operation, Handler<RoutingContext> publicLimit) {
    Handler<RoutingContext> usual =
        operation.demand().isPublic() ? publicLimit : gate(operation.demand());
    return operation
        .demandOfSignedIn()
        .<Handler<RoutingContext>>map(demand -> new OptionalGate(gate(demand), usual))
        .orElse(usual);
  }

  private Gate gate(Demand demand) {
    return new Gate(bus, dialect.credentials(), demand);
  }

  private void matched(RoutingContext context) {
    Exchange.of(context).matched(label(Operation.of(context)));
    context.next();
  }

  /** Another surface may have an operation of the same id, the native one's need no prefix. */
  private String label(Operation operation) {
    return name().equals(NATIVE) ? operation.id() : name() + "." + operation.id();
  }

  private static OperationHandler handler(SurfaceOperation operation) {
    return (context, request) -> answer(operation, context, request);
  }

  private static void answer(
      SurfaceOperation operation, RoutingContext context, ValidatedRequest request) {
    operation
        .handler()
        .apply(new Call(Exchange.of(context), request))
        .onSuccess(reply -> send(reply, context.response()))
        .onFailure(context::fail);
  }

  /** A view that comes after the deadline has nobody to go to. */
  private static void send(Reply reply, HttpServerResponse response) {
    if (!response.ended() && !response.closed()) {
      reply.send(response);
    }
  }

  private static void checkAgreement(Contract contract, SurfaceOperation operation) {
    Demand demand = operation.demand();
    boolean agrees =
        contract
            .operation(operation.id())
            .filter(it -> it.permission().equals(demand.permissionWord()))
            .filter(it -> it.fresh() == demand.fresh())
            .filter(it -> !takesKey(it) || operation.takesKey())
            .isPresent();
    if (!agrees) {
      throw new IllegalStateException(
          "The contract of "
              + contract.surface()
              + " must say of "
              + operation.id()
              + " what "
              + operation.asks().getSimpleName()
              + " declares: x-permission "
              + demand.permissionWord()
              + ", x-fresh "
              + demand.fresh()
              + ", "
              + Call.IDEMPOTENCY_KEY
              + " "
              + operation.takesKey()
              + ".");
    }
  }

  private static boolean takesKey(Operation operation) {
    return operation.parameters().stream().anyMatch(it -> it.name().equals(Call.IDEMPOTENCY_KEY));
  }
}
