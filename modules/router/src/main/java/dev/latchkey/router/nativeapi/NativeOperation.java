package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.Request;
import dev.latchkey.router.credential.Demand;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an operation of the contract is answered: by one request on the bus.
 *
 * @param id the contract's operationId
 * @param asks the request's type, which says who may ask
 * @param signedIn what a public operation asks instead for somebody who is signed in; empty where
 *     that makes no difference
 * @param handler answers a valid call, or fails with a {@link dev.latchkey.api.bus.Refusal}
 */
record NativeOperation(
    String id,
    Class<? extends Request<?>> asks,
    Optional<Class<? extends Request<?>>> signedIn,
    Function<Call, Future<Reply>> handler) {

  /** What it takes to be let in. */
  Demand demand() {
    return Demand.of(asks);
  }

  /** What it takes of somebody who sends a credential to a public operation. */
  Optional<Demand> demandOfSignedIn() {
    return signedIn.map(Demand::of);
  }

  /** Whether it takes a key by which it may be repeated. */
  boolean takesKey() {
    return IdempotentRequest.class.isAssignableFrom(asks);
  }

  /**
   * An operation that turns a call into this request, and the view that answers it into a reply.
   */
  static <R extends Record, Q extends Record & Request<R>> NativeOperation of(
      Bus bus, String id, Class<Q> asks, Function<Call, Q> request, Function<R, Reply> reply) {
    return new NativeOperation(id, asks, Optional.empty(), asking(bus, request, reply));
  }

  /** The same, that turns the call of somebody who is signed in into that request. */
  <R extends Record, Q extends Record & Request<R>> NativeOperation orSignedIn(
      Bus bus, Class<Q> type, Function<Call, Q> request, Function<R, Reply> reply) {
    Function<Call, Future<Reply>> known = asking(bus, request, reply);
    return new NativeOperation(
        id, asks, Optional.of(type), call -> (call.isSignedIn() ? known : handler).apply(call));
  }

  private static <R extends Record, Q extends Record & Request<R>>
      Function<Call, Future<Reply>> asking(
          Bus bus, Function<Call, Q> request, Function<R, Reply> reply) {
    return call -> Future.succeededFuture(call).map(request).compose(bus::ask).map(reply);
  }
}
