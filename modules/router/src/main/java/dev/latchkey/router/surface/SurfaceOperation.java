package dev.latchkey.router.surface;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Request;
import dev.latchkey.router.credential.Demand;
import io.vertx.core.Future;
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
 * @param handler answers a valid call, or fails with a {@link dev.latchkey.api.bus.Refusal}
 */
public record SurfaceOperation(
    String id,
    Class<? extends Request<?>> asks,
    Optional<Class<? extends Request<?>>> signedIn,
    Function<Call, Future<Reply>> handler) {

  /** What it takes to be let in. */
  public Demand demand() {
    return Demand.of(asks);
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
