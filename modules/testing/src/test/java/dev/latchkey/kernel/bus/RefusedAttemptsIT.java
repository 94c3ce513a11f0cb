package dev.latchkey.kernel.bus;

import static dev.latchkey.api.access.Permission.USERS_MANAGE;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.api.Latchkey;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.kernel.bus.Questions.Anybody;
import dev.latchkey.kernel.bus.Questions.Managing;
import dev.latchkey.kernel.bus.Questions.Own;
import dev.latchkey.kernel.bus.Questions.Reading;
import dev.latchkey.kernel.bus.Questions.Said;
import dev.latchkey.kernel.bus.Questions.Sensitive;
import dev.latchkey.kernel.event.EventsVerticle;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.testing.FaultProxy;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes on record of what signed-in callers are refused, whoever answers. */
class RefusedAttemptsIT {

  private static final String RECORDED =
      "SELECT concat_ws(' ', type, outcome, data->>'request', data->>'code') FROM kernel.event"
          + " ORDER BY sequence";

  private Vertx vertx;
  private Bus bus;
  private TestDatabase test;
  private FaultProxy proxy;
  private Future<Said> answer = Future.succeededFuture(new Said("yes"));

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    bus = Latchkey.connect(vertx);
    test = TestDatabase.with();
    proxy = FaultProxy.to(test.server().address().host(), test.server().address().port());
    Database database =
        Database.open(vertx, test.through("127.0.0.1", proxy.port()), TestDatabase.bounds());
    vertx.deployVerticle(new EventsVerticle(database, 24)).await(20, SECONDS);
    Answers.at(vertx, Addresses.of(Anybody.class))
        .to(Anybody.class, request -> answer)
        .to(Own.class, request -> answer)
        .to(Reading.class, request -> answer)
        .to(Managing.class, request -> answer)
        .to(Sensitive.class, request -> answer)
        .listen()
        .await(20, SECONDS);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, SECONDS);
    proxy.close();
  }

  @Test
  void whateverWasForbiddenIsOnRecordWhenTheRefusalArrives() {
    refused(new Managing(Questions.caller()));
    refused(new Sensitive(Questions.staleCaller()));
    refused(new Own(Questions.callerWithTemporaryPassword()));
    refused(new Reading(Questions.callerWithTemporaryPassword()));

    assertThat(test.column(RECORDED))
        .containsExactly(
            "request.refused refused Managing forbidden",
            "request.refused refused Sensitive reauthentication_required",
            "request.refused refused Own password_change_required",
            "request.refused refused Reading password_change_required");
  }

  @Test
  void itSaysWhoTriedAndFromWhere() {
    var caller = Questions.callerFrom("192.0.2.66");
    refused(new Managing(caller));

    assertThat(
            test.column(
                "SELECT concat_ws(' ', actor_kind, actor_id, personal->>'ipAddress') FROM"
                    + " kernel.event"))
        .containsExactly("person " + caller.person() + " 192.0.2.66");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "LAST_OWNER",
        "NOT_FOUND",
        "VERSION_CONFLICT",
        "PASSWORD_TOO_SHORT",
        "LINK_INVALID",
        "REGISTRATION_CLOSED",
        "TOO_MANY_REQUESTS"
      })
  void aChangeThatARuleDidNotAllowIsOnRecord(Failure failure) {
    answer = Future.failedFuture(failure.refusal());
    refused(new Own(Questions.caller()));

    assertThat(test.column(RECORDED))
        .containsExactly("request.refused refused Own " + failure.code());
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INVALID_REQUEST",
        "WRONG_PASSWORD",
        "INVALID_CREDENTIALS",
        "UNAVAILABLE",
        "BUSY",
        "INTERNAL"
      })
  void whatIsNoDecisionAboutTheCallerOrOnRecordElsewhereIsNot(Failure failure) {
    answer = Future.failedFuture(failure.refusal());
    refused(new Own(Questions.caller()));

    assertThat(test.column(RECORDED)).isEmpty();
  }

  @Test
  void aReadThatFoundNothingIsNoAttempt() {
    for (Failure failure : List.of(Failure.NOT_FOUND, Failure.INVALID_MARKER)) {
      answer = Future.failedFuture(failure.refusal());
      refused(new Reading(Questions.caller()));
    }

    assertThat(test.column(RECORDED)).isEmpty();
  }

  @Test
  void whoeverIsNotSignedInHasNoTrail() {
    answer = Future.failedFuture(Failure.NOT_FOUND.refusal());
    refused(new Anybody("?"));
    refused(new Managing(null));

    assertThat(test.column(RECORDED)).isEmpty();
  }

  @Test
  void whoeverMayIsNotOnRecordForAsking() throws Exception {
    bus.ask(new Managing(Questions.caller(USERS_MANAGE))).await(20, SECONDS);

    assertThat(test.column(RECORDED)).isEmpty();
  }

  @Test
  void aFloodIsCountedInsteadOfFillingTheLog() throws Exception {
    var flooding = Questions.caller();
    Future.join(IntStream.range(0, 500).mapToObj(each -> bus.ask(new Managing(flooding))).toList())
        .otherwiseEmpty()
        .await(20, SECONDS);
    refused(new Managing(Questions.caller()));
    assertThat(test.column(RECORDED)).hasSize(31);

    vertx.deploymentIDs().forEach(id -> vertx.undeploy(id).await());

    assertThat(test.column(RECORDED)).hasSize(32);
    assertThat(
            test.column(
                "SELECT data->>'attempts' FROM kernel.event ORDER BY sequence DESC LIMIT 1"))
        .containsExactly("470");
  }

  @Test
  void aRecordThatCantBeMadeHoldsTheRefusalForASecondAtMost() {
    refused(new Managing(Questions.caller()));
    proxy.stall();
    long start = System.nanoTime();

    refused(new Managing(Questions.caller()));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(1900));
    proxy.recover();
  }

  private void refused(Request<?> request) {
    Throwable failure = catchThrowable(() -> bus.ask(request).await(20, SECONDS));
    assertThat(failure).isInstanceOf(Refusal.class);
  }
}
