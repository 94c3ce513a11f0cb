package dev.latchkey.api;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordCodec;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.RefusalJson;
import dev.latchkey.api.events.Actor;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventList;
import dev.latchkey.api.events.ReadEvents;
import dev.latchkey.api.events.Subject;
import dev.latchkey.api.id.EventId;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.Authenticate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The README's example for other applications, on a bus whose other end is played here. */
class ConsumerExampleTest {

  private static final long PATIENCE_SECONDS = 20;
  private static final String GOOD_TOKEN = "good";
  private static final DeliveryOptions AS_RECORD =
      new DeliveryOptions().setCodecName(RecordCodec.NAME);

  private Vertx vertx;
  private ConsumerExample example;

  @BeforeEach
  void join() {
    vertx = Vertx.vertx();
    example = new ConsumerExample(vertx);
  }

  @AfterEach
  void leave() throws Exception {
    await(vertx.close());
  }

  @Test
  void theReadmeShowsExactlyTheExampleThatIsTestedHere() throws IOException {
    String source =
        Files.readString(Path.of("src/test/java/dev/latchkey/api/ConsumerExample.java"));
    String example = source.substring(source.indexOf("/** Needs"));

    assertThat(Files.readString(Path.of("../../README.md")))
        .contains("```java\n" + example + "```");
  }

  @Test
  void anAccessTokenTellsWhatItsPersonMayDo() throws Exception {
    playSessions();

    assertThat(await(example.mayReadUsers(GOOD_TOKEN))).isTrue();
  }

  @Test
  void aTokenThatDoesNotCountFailsWithARefusal() {
    playSessions();

    assertThatThrownBy(() -> await(example.mayReadUsers("bad")))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> assertThat(refusal.failure()).isEqualTo(Failure.UNAUTHENTICATED));
  }

  @Test
  void anEventIsHeardAsItHappens() throws Exception {
    CompletableFuture<JsonObject> heard = new CompletableFuture<>();
    example.onPasswordChanged(heard::complete);

    vertx.eventBus().publish("latchkey.events.password.changed.v1", RecordJson.toJson(event(7)));

    assertThat(heard.get(PATIENCE_SECONDS, SECONDS).getLong("position")).isEqualTo(7);
  }

  @Test
  void everyEventIsReadOnceOverAllPages() throws Exception {
    playEvents(250);
    List<Long> read = new ArrayList<>();

    long position = await(example.catchUp(3, event -> read.add(event.position())));

    assertThat(position).isEqualTo(250);
    assertThat(read).isEqualTo(LongStream.rangeClosed(4, 250).boxed().toList());
  }

  @Test
  void anApplicationWithoutOurClassesReadsEventsToo() throws Exception {
    playEvents(2);

    assertThat(await(example.readEvents(1)).getJsonArray("events")).hasSize(1);
  }

  private void playSessions() {
    vertx
        .eventBus()
        .<Authenticate>consumer(
            Addresses.SESSIONS,
            message -> {
              if (message.body().accessToken().equals(GOOD_TOKEN)) {
                message.reply(caller(message.body().origin()), AS_RECORD);
              } else {
                message.fail(
                    Failure.UNAUTHENTICATED.number(),
                    RefusalJson.write(Failure.UNAUTHENTICATED.refusal()));
              }
            });
  }

  private void playEvents(long last) {
    vertx
        .eventBus()
        .consumer(
            Addresses.EVENTS,
            message -> {
              assertThat(message.headers().get(Addresses.REQUEST_HEADER)).isEqualTo("ReadEvents");
              if (message.body() instanceof JsonObject json) {
                message.reply(
                    RecordJson.toJson(page(RecordJson.decode(json, ReadEvents.class), last)));
              } else {
                message.reply(page((ReadEvents) message.body(), last), AS_RECORD);
              }
            });
  }

  private static EventList page(ReadEvents request, long last) {
    return new EventList(
        LongStream.rangeClosed(
                request.after() + 1, Math.min(last, request.after() + request.limit()))
            .mapToObj(ConsumerExampleTest::event)
            .toList());
  }

  private static Event event(long position) {
    return new Event(
        new EventId(new UUID(0, position)),
        position,
        "password.changed",
        1,
        Instant.EPOCH,
        "done",
        null,
        new Actor("system", null),
        new Subject("person", new UUID(1, position)),
        Map.of());
  }

  private static Caller caller(Origin origin) {
    return new Caller(
        new PersonId(new UUID(0, 1)),
        new LoginId(new UUID(0, 2)),
        null,
        Set.of(Permission.USERS_READ),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        origin,
        null);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(PATIENCE_SECONDS, SECONDS);
  }
}
