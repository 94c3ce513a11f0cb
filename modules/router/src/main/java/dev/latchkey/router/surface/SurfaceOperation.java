package dev.latchkey.router.surface;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Request;
import dev.latchkey.kernel.bus.Demand;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an operation of the contract is answered: by a request on the bus, or a few.
 *
 * @param id the contract's operationId
 * @param asks the type of its request, which says who may ask; of several, the one that demands the
 *     most
 * @param signedIn what a public operation asks instead for somebody who is signed in; empty where
 *     that makes no difference
 * @param alternatives what may be asked instead of {@code asks}, told by what is in the request
 * @param handler answers a valid call, or fails with a {@link dev.latchkey.api.bus.Refusal}
 */
public record SurfaceOperation(
    String id,
    Class<? extends Request<?>> asks,
    Optional<Class<? extends Request<?>>> signedIn,
    List<Class<? extends Request<?>>> alternatives,
    Function<Call, Future<Reply>> handler) {

  public SurfaceOperation {
    alternatives = List.copyOf(alternatives);
  }

  /** An operation without alternatives. */
  public SurfaceOperation(
      String id,
      Class<? extends Request<?>> asks,
      Optional<Class<? extends Request<?>>> signedIn,
      Function<Call, Future<Reply>> handler) {
    this(id, asks, signedIn, List.of(), handler);
  }

  /** What it takes to be let in, whatever is asked then. */
  public Demand demand() {
    return alternatives.stream().map(Demand::of).reduce(Demand.of(asks), Demand::or);
  }

  /** The same, which may ask that request too. */
  public SurfaceOperation or(Class<? extends Request<?>> alternative) {
    List<Class<? extends Request<?>>> more = new ArrayList<>(alternatives);
    more.add(alternative);
    return new SurfaceOperation(id, asks, signedIn, more, handler);
  }

  /** The same under another id, with another way to answer. */
  public SurfaceOperation as(String otherId, Function<Call, Future<Reply>> otherHandler) {
    return new SurfaceOperation(otherId, asks, signedIn, alternatives, otherHandler);
  }

  /** What it takes of somebody who sends a credential to a public operation. */
  public Optional<Demand> demandOfSignedIn() {
    return signedIn.map(Demand::of);
  }

  /** Whether it takes a key by which it may be repeated. */
  public boolean takesKey() {
    return IdempotentRequest.class.isAssignableFrom(asks);
  }

  /**
   * An operation that turns a call into this request, and the view that answers it into a reply.
   */
  public static <R extends Record, Q extends Record & Request<R>> SurfaceOperation of(
      Bus bus, String id, Class<Q> asks, Function<Call, Q> request, Function<R, Reply> reply) {
    return new SurfaceOperation(id, asks, Optional.empty(), asking(bus, request, reply));
  }

  /** An operation whose handler asks more than once, or nobody. */
  public static SurfaceOperation of(
      String id, Class<? extends Request<?>> asks, Function<Call, Future<Reply>> handler) {
    return new SurfaceOperation(id, asks, Optional.empty(), handler);
  }

  /** The same, that turns the call of somebody who is signed in into that request. */
  public <R extends Record, Q extends Record & Request<R>> SurfaceOperation orSignedIn(
      Bus bus, Class<Q> type, Function<Call, Q> request, Function<R, Reply> reply) {
    Function<Call, Future<Reply>> known = asking(bus, request, reply);
    return new SurfaceOperation(
        id, asks, Optional.of(type), call -> (call.isSignedIn() ? known : handler).apply(call));
  }

  private static <R extends Record, Q extends Record & Request<R>>
      Function<Call, Future<Reply>> asking(
          Bus bus, Function<Call, Q> request, Function<R, Reply> reply) {
    return call -> Future.succeededFuture(call).map(request).compose(bus::ask).map(reply);
  }
}
