package dev.latchkey.kernel.bus;

import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.bus.RecordCodec;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.RefusalJson;
import dev.latchkey.api.bus.Request;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a module answers on the bus. Public and caller requests are answered on the module's
 * clustered address, internal ones on its local twin. Records in, records out; a {@link JsonObject}
 * in gets a JsonObject out. Used by one verticle on its own context.
 */
public final class Answers {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private static final DeliveryOptions AS_RECORD =
      new DeliveryOptions().setCodecName(RecordCodec.NAME);

  private record Answer(
      Class<? extends Record> type,
      Demand demand,
      Function<Record, Future<? extends Record>> handler) {}

  private final Vertx vertx;
  private final String address;
  private final RefusedAttempts attempts;
  private final Map<String, Answer> open;
  private final Map<String, Answer> internal;

  private Answers(Vertx vertx, String address) {
    this.vertx = vertx;
    this.address = address;
    this.attempts = new RefusedAttempts(new Bus(vertx));
    this.open = new HashMap<>();
    this.internal = new HashMap<>();
  }

  /** Answers at a module's address. */
  public static Answers at(Vertx vertx, String address) {
    return new Answers(vertx, address);
  }

  /** Answers one type of request by this handler. */
  public <R extends Record, Q extends Record & Request<R>> Answers to(
      Class<Q> type, Function<Q, Future<R>> handler) {
    Map<String, Answer> answers = InternalRequest.class.isAssignableFrom(type) ? internal : open;
    answers.put(
        type.getSimpleName(),
        new Answer(type, Demand.of(type), request -> handler.apply(type.cast(request))));
    return this;
  }

  /** Starts answering; succeeds when every node knows it. */
  public Future<Void> listen() {
    MessageConsumer<Object> clustered =
        vertx.eventBus().consumer(address, message -> answer(open, message));
    vertx
        .eventBus()
        .localConsumer(Addresses.internal(address), message -> answer(internal, message));
    return clustered.completion();
  }

  private void answer(Map<String, Answer> answers, Message<Object> message) {
    ask(answers, message)
        .onSuccess(reply -> reply(message, reply))
        .onFailure(
            cause -> message.fail(number(cause), RefusalJson.write(refusal(cause, message))));
  }

  /**
   * Any exception on the way, an Error too, becomes a failed future: the asker never waits in vain.
   */
  private Future<? extends Record> ask(Map<String, Answer> answers, Message<Object> message) {
    try {
      Answer answer = named(answers, message);
      Record request = request(answer, message.body());
      return admitted(answer, request)
          .recover(
              cause ->
                  attempts.record(request, cause).compose(recorded -> Future.failedFuture(cause)));
    } catch (Throwable cause) {
      return Future.failedFuture(cause);
    }
  }

  @SuppressWarnings("unchecked")
  private static Future<Record> admitted(Answer answer, Record request) {
    try {
      answer.demand().check((Request<?>) request);
      return (Future<Record>) answer.handler().apply(request);
    } catch (Throwable cause) {
      return Future.failedFuture(cause);
    }
  }

  private static Answer named(Map<String, Answer> answers, Message<Object> message) {
    String name = message.headers().get(Addresses.REQUEST_HEADER);
    return Optional.ofNullable(name)
        .map(answers::get)
        .orElseThrow(
            () -> Failure.INVALID_REQUEST.refusal("No request of that name is answered here."));
  }

  private static Record request(Answer answer, Object body) {
    if (body instanceof JsonObject json) {
      return RecordJson.decode(json, answer.type());
    }
    if (answer.type().isInstance(body)) {
      return answer.type().cast(body);
    }
    throw Failure.INVALID_REQUEST.refusal("The body is not the request that the header names.");
  }

  private static void reply(Message<Object> message, Record reply) {
    if (message.body() instanceof JsonObject) {
      message.reply(RecordJson.toJson(reply));
    } else {
      message.reply(reply, AS_RECORD);
    }
  }

  private static int number(Throwable cause) {
    return cause instanceof Refusal refusal
        ? refusal.failure().number()
        : Failure.INTERNAL.number();
  }

  private static Refusal refusal(Throwable cause, Message<Object> message) {
    if (cause instanceof Refusal refusal) {
      return refusal;
    }
    String incident = Ids.next().toString();
    String name = message.headers().get(Addresses.REQUEST_HEADER);
    LOG.error("Incident {} while answering {}", incident, name, cause);
    return Failure.INTERNAL.refusal(
        "Something went wrong inside. The operator finds it in the log as incident "
            + incident
            + ".");
  }
}
