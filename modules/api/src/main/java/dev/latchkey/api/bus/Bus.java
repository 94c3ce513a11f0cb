package dev.latchkey.api.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;

/** The asking half of the bus. Thread-safe. */
public final class Bus {

  /**
   * How long an ask waits. Longer than the deadline of any statement or hash behind it, so that the
   * module's own, clearer refusal arrives first (chosen, not measured).
   */
  public static final Duration PATIENCE = Duration.ofSeconds(8);

  private final EventBus eventBus;

  /** The bus of this Vert.x instance, on which {@link RecordCodec} is registered already. */
  public Bus(Vertx vertx) {
    this.eventBus = vertx.eventBus();
  }

  /**
   * Asks the module that answers this request: in this node first, on another only when none here
   * answers.
   *
   * @return the answer, or a {@link Refusal}: the module's own, or {@link Failure#UNAVAILABLE} when
   *     no module answers within {@link #PATIENCE}
   */
  public <R extends Record> Future<R> ask(Request<R> request) {
    return send(request, true)
        .recover(
            failure ->
                nobodyHere(failure, request) ? send(request, false) : Future.failedFuture(failure))
        .recover(failure -> Future.failedFuture(RefusalJson.read(failure)));
  }

  private <R extends Record> Future<R> send(Request<R> request, boolean localOnly) {
    DeliveryOptions options =
        new DeliveryOptions()
            .setCodecName(RecordCodec.NAME)
            .setSendTimeout(PATIENCE.toMillis())
            .setLocalOnly(localOnly)
            .addHeader(Addresses.REQUEST_HEADER, request.getClass().getSimpleName());
    return eventBus
        .<R>request(Addresses.of(request.getClass()), request, options)
        .map(Message::body);
  }

  private static boolean nobodyHere(Throwable failure, Request<?> request) {
    return !(request instanceof InternalRequest)
        && failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }
}
