package dev.latchkey.router.nativeapi;

import static java.util.stream.Collectors.toMap;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Mount;
import dev.latchkey.router.contract.MountOptions;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.OperationHandler;
import dev.latchkey.router.contract.ValidatedRequest;
import dev.latchkey.router.credential.Demand;
import dev.latchkey.router.credential.Gate;
import dev.latchkey.router.credential.OptionalGate;
import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Latchkey's own API. Its contract stands in {@code openapi/native/}; each operation is answered by
 * one request on the bus, and what the contract says of permission and freshness is what that
 * request declares. Immutable, thread-safe: loaded once, mounted on every server.
 */
public final class NativeSurface {

  private static final List<String> DOCUMENTS =
      Stream.of(
              "components",
              "sessions",
              "me",
              "emails",
              "password",
              "logins",
              "organizations",
              "roles",
              "teams",
              "organization",
              "audit",
              "tokens",
              "mfa",
              "invitations",
              "preferences",
              "onboarding",
              "push",
              "users")
          .map(name -> "openapi/native/" + name + ".yaml")
          .toList();

  private final Contract contract;
  private final Map<String, NativeOperation> operations;
  private final Bus bus;

  private NativeSurface(Contract contract, Map<String, NativeOperation> operations, Bus bus) {
    this.contract = contract;
    this.operations = operations;
    this.bus = bus;
  }

  /**
   * Reads the contract; blocks for a hundred milliseconds.
   *
   * @throws dev.latchkey.router.contract.BadContract when it can't be served as it is written
   */
  public static Contract contract() {
    return Contract.load("native", DOCUMENTS, name -> Permission.named(name).isPresent());
  }

  /**
   * Holds the contract against its handlers.
   *
   * @throws IllegalStateException when it says another permission or freshness than the request
   *     that its handler asks, or takes an idempotency key which that doesn't
   */
  public static NativeSurface of(Contract contract, Bus bus) {
    Map<String, NativeOperation> operations = operations(bus);
    operations.values().forEach(operation -> checkAgreement(contract, operation));
    return new NativeSurface(contract, operations, bus);
  }

  /** The OpenAPI document as it is published. */
  public JsonObject document() {
    return contract.document();
  }

  /**
   * Serves the operations from this router, behind what is on it already.
   *
   * @param publicLimit the step that operations without credentials take instead of a gate
   */
  public void mount(Router router, Handler<RoutingContext> publicLimit, int maxBodyBytes) {
    Map<String, Handler<RoutingContext>> gates =
        operations.values().stream()
            .collect(toMap(NativeOperation::id, each -> gate(each, publicLimit)));
    Handler<RoutingContext> beforeBody =
        context -> gates.get(Operation.of(context).id()).handle(context);
    Map<String, OperationHandler> handlers =
        operations.values().stream().collect(toMap(NativeOperation::id, NativeSurface::handler));
    Mount.on(
        router,
        contract,
        handlers,
        new MountOptions(List.of(NativeSurface::matched, beforeBody), maxBodyBytes));
  }

  private Handler<RoutingContext> gate(
      NativeOperation operation, Handler<RoutingContext> publicLimit) {
    Handler<RoutingContext> usual =
        operation.demand().isPublic() ? publicLimit : new Gate(bus, operation.demand());
    return operation
        .demandOfSignedIn()
        .<Handler<RoutingContext>>map(demand -> new OptionalGate(new Gate(bus, demand), usual))
        .orElse(usual);
  }

  private static void matched(RoutingContext context) {
    Exchange.of(context).matched(Operation.of(context).id());
    context.next();
  }

  private static OperationHandler handler(NativeOperation operation) {
    return (context, request) -> answer(operation, context, request);
  }

  private static void answer(
      NativeOperation operation, RoutingContext context, ValidatedRequest request) {
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

  static Map<String, NativeOperation> operations(Bus bus) {
    return Stream.of(
            SessionOperations.of(bus),
            MeOperations.of(bus),
            EmailOperations.of(bus),
            SecurityOperations.of(bus),
            RoleOperations.of(bus),
            TeamOperations.of(bus),
            TeamMemberOperations.of(bus),
            OrganizationOperations.of(bus),
            AuditOperations.of(bus),
            TokenOperations.of(bus),
            FactorOperations.of(bus),
            PasskeyOperations.of(bus),
            InvitationOperations.of(bus),
            PreferenceOperations.of(bus),
            OnboardingOperations.of(bus),
            PushTokenOperations.of(bus),
            UserOperations.of(bus),
            UserPasswordOperations.of(bus))
        .flatMap(List::stream)
        .collect(toMap(NativeOperation::id, operation -> operation));
  }

  static void checkAgreement(Contract contract, NativeOperation operation) {
    Demand demand = operation.demand();
    boolean agrees =
        contract
            .operation(operation.id())
            .filter(it -> it.permission().equals(demand.permissionWord()))
            .filter(it -> it.fresh() == demand.fresh())
            .filter(it -> takesKey(it) == operation.takesKey())
            .isPresent();
    if (!agrees) {
      throw new IllegalStateException(
          "The native contract must say of "
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

  static boolean takesKey(Operation operation) {
    return operation.parameters().stream().anyMatch(it -> it.name().equals(Call.IDEMPOTENCY_KEY));
  }
}
