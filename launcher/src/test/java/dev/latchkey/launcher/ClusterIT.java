package dev.latchkey.launcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.Messages;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.accounts.SetUpOffer;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordCodec;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.api.sessions.KeySetView;
import dev.latchkey.kernel.bus.Announcer;
import dev.latchkey.kernel.bus.Answers;
import dev.latchkey.testing.Eventually;
import dev.latchkey.testing.Samples;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Nodes that are made as the launcher makes them, and share nothing but the cluster. */
class ClusterIT {

  private static final String ECHO = "latchkey.test.echo";
  private static final DeliveryOptions AS_RECORD =
      new DeliveryOptions().setCodecName(RecordCodec.NAME).setSendTimeout(5_000);

  private static final Answer ONE = answering("one");
  private static final Answer OTHER = answering("other");
  private static final Answer THIRD = answering("third");

  private static List<Integer> ports;
  private static Vertx one;
  private static Vertx other;
  private static Bus busOfOne;
  private static Bus busOfOther;

  private final Map<String, Vertx> deployments = new LinkedHashMap<>();

  /** What a module of a test answers, and where. */
  private interface Answer {
    Future<Void> listen(Vertx vertx);
  }

  @BeforeAll
  static void join() throws Exception {
    ports = List.of(freePort(), freePort(), freePort());
    one = node(0);
    other = node(1);
    busOfOne = new Bus(one);
    busOfOther = new Bus(other);
  }

  @AfterAll
  static void leave() throws Exception {
    Future.join(one.close(), other.close()).await(20, SECONDS);
  }

  @AfterEach
  void undeploy() throws Exception {
    for (Map.Entry<String, Vertx> each : deployments.entrySet()) {
      each.getValue().undeploy(each.getKey()).await(5, SECONDS);
    }
  }

  @Test
  void everyMessageCrossesTheWireInBothDirections() throws Exception {
    deploy(other, ClusterIT::echo);
    for (Record message : messages()) {
      assertThat(one.eventBus().<Record>request(ECHO, message, AS_RECORD).await(5, SECONDS).body())
          .isEqualTo(message)
          .isNotSameAs(message);
    }
  }

  @Test
  void aRequestIsAnsweredByTheOtherNodeWhenNobodyHereDoes() throws Exception {
    deploy(other, OTHER);
    assertThat(keysFrom(busOfOne)).isEqualTo("other");
    assertThat(keysFrom(busOfOther)).isEqualTo("other");
  }

  @Test
  void aRequestIsAnsweredHereWhenSomebodyHereDoes() throws Exception {
    deploy(one, ONE);
    deploy(other, OTHER);
    for (int time = 0; time < 20; time++) {
      assertThat(keysFrom(busOfOne)).isEqualTo("one");
      assertThat(keysFrom(busOfOther)).isEqualTo("other");
    }
  }

  @Test
  void aRefusalCrossesWithItsCodeItsSentenceAndItsWait() throws Exception {
    Refusal sent = new Refusal(Failure.BUSY, "Come back later.", Duration.ofSeconds(42));
    deploy(other, vertx -> keys(vertx, request -> Future.failedFuture(sent)));
    Refusal refusal = refusal(busOfOne.ask(new DescribeKeys()));
    assertThat(refusal.failure()).isEqualTo(Failure.BUSY);
    assertThat(refusal.detail()).isEqualTo("Come back later.");
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void anEventIsHeardOnBothNodes() throws Exception {
    Event event = Samples.full(Event.class);
    List<JsonObject> heard = new CopyOnWriteArrayList<>();
    Answer listener =
        vertx ->
            vertx
                .eventBus()
                .<JsonObject>consumer(
                    Addresses.event(event.type()), message -> heard.add(message.body()))
                .completion();
    deploy(one, listener);
    deploy(other, listener);
    new Announcer(one).announce(event);

    Eventually.passes(() -> assertThat(heard).hasSize(2));
    assertThat(heard)
        .allSatisfy(each -> assertThat(each.getString("id")).isEqualTo(event.id().toString()));
  }

  @Test
  void anInternalRequestStaysInItsNode() throws Exception {
    deploy(other, ClusterIT::setUps);
    assertThat(busOfOther.ask(new OfferSetUp()).await(5, SECONDS).token()).isEqualTo("token");
    assertThat(refusal(busOfOne.ask(new OfferSetUp())).failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void anInternalRequestIsNotAnsweredEvenWhenItIsSentAcrossByHand() throws Exception {
    deploy(other, ClusterIT::setUps);
    DeliveryOptions options =
        new DeliveryOptions(AS_RECORD).addHeader(Addresses.REQUEST_HEADER, "OfferSetUp");
    for (String address : List.of(Addresses.of(OfferSetUp.class), Addresses.ACCOUNTS)) {
      assertThat(
              one.eventBus()
                  .<Record>request(address, new OfferSetUp(), options)
                  .map(answered -> true)
                  .otherwise(false)
                  .await(8, SECONDS))
          .isFalse();
    }
  }

  @Test
  void afterANodeHasLeftAnotherAnswersOn() throws Exception {
    Vertx third = node(2);
    deploy(other, OTHER);
    THIRD.listen(third).await(5, SECONDS);
    Eventually.passes(() -> assertThat(keysFrom(busOfOne)).isEqualTo("third"));

    third.close().await(20, SECONDS);
    for (int time = 0; time < 20; time++) {
      assertThat(keysFrom(busOfOne)).isEqualTo("other");
    }
  }

  private static Vertx node(int number) throws Exception {
    List<String> members = ports.stream().map(each -> "127.0.0.1:" + each).toList();
    ClusterConfig config = new ClusterConfig(true, "127.0.0.1", ports.get(number), members);
    Vertx vertx = Clustering.start(config, new VertxOptions());
    Latchkey.connect(vertx);
    return vertx;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void deploy(Vertx vertx, Answer answer) throws Exception {
    String id = vertx.deployVerticle(context -> answer.listen(vertx)).await(5, SECONDS);
    deployments.put(id, vertx);
  }

  private static Future<Void> echo(Vertx vertx) {
    return vertx
        .eventBus()
        .<Record>consumer(ECHO, message -> message.reply(message.body(), AS_RECORD))
        .completion();
  }

  private static Future<Void> setUps(Vertx vertx) {
    return Answers.at(vertx, Addresses.ACCOUNTS)
        .to(OfferSetUp.class, request -> Future.succeededFuture(new SetUpOffer("token")))
        .listen();
  }

  private static Answer answering(String name) {
    KeySetView keys = new KeySetView(List.of(Map.of("kid", name)));
    return vertx -> keys(vertx, request -> Future.succeededFuture(keys));
  }

  private static Future<Void> keys(
      Vertx vertx, Function<DescribeKeys, Future<KeySetView>> handler) {
    return Answers.at(vertx, Addresses.SESSIONS).to(DescribeKeys.class, handler).listen();
  }

  private static List<Record> messages() {
    return Messages.ALL.stream()
        .<Record>flatMap(type -> Stream.of(Samples.full(type), Samples.sparse(type)))
        .toList();
  }

  private static @Nullable String keysFrom(Bus bus) {
    return bus.ask(new DescribeKeys()).await().keys().get(0).get("kid");
  }

  private static Refusal refusal(Future<?> asked) {
    return catchThrowableOfType(Refusal.class, () -> asked.await(10, SECONDS));
  }
}
