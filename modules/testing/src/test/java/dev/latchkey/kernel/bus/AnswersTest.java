package dev.latchkey.kernel.bus;

import static dev.latchkey.api.access.Permission.ME_READ;
import static dev.latchkey.api.access.Permission.ME_WRITE;
import static dev.latchkey.api.access.Permission.ORG_MANAGE;
import static dev.latchkey.api.access.Permission.USERS_MANAGE;
import static dev.latchkey.api.access.Permission.USERS_READ;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.latchkey.api.Latchkey;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordCodec;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.RefusalJson;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.DescribeKeys;
import dev.latchkey.kernel.bus.Questions.Anybody;
import dev.latchkey.kernel.bus.Questions.Changing;
import dev.latchkey.kernel.bus.Questions.Enrolling;
import dev.latchkey.kernel.bus.Questions.Everything;
import dev.latchkey.kernel.bus.Questions.Inside;
import dev.latchkey.kernel.bus.Questions.Introducing;
import dev.latchkey.kernel.bus.Questions.Leaving;
import dev.latchkey.kernel.bus.Questions.Managing;
import dev.latchkey.kernel.bus.Questions.Own;
import dev.latchkey.kernel.bus.Questions.Renaming;
import dev.latchkey.kernel.bus.Questions.Said;
import dev.latchkey.kernel.bus.Questions.Sensitive;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class AnswersTest {

  private static final String ADDRESS = Addresses.of(Anybody.class);
  private static final Said YES = new Said("yes");

  private final AtomicInteger handled = new AtomicInteger();
  private Vertx vertx;
  private Bus bus;
  private Supplier<Future<Said>> behaviour;

  @BeforeEach
  void answer() throws Exception {
    vertx = Vertx.vertx();
    bus = Latchkey.connect(vertx);
    behaviour = () -> Future.succeededFuture(YES);
    Answers.at(vertx, ADDRESS)
        .to(Anybody.class, this::handle)
        .to(Inside.class, this::handle)
        .to(Own.class, this::handle)
        .to(Introducing.class, this::handle)
        .to(Leaving.class, this::handle)
        .to(Renaming.class, this::handle)
        .to(Enrolling.class, this::handle)
        .to(Managing.class, this::handle)
        .to(Sensitive.class, this::handle)
        .to(Changing.class, this::handle)
        .to(Everything.class, this::handle)
        .listen()
        .await(5, SECONDS);
  }

  private Future<Said> handle(Record request) {
    handled.incrementAndGet();
    return behaviour.get();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(5, SECONDS);
  }

  @Test
  void anybodyMaySendAPublicRequest() throws Exception {
    assertThat(bus.ask(new Anybody("?")).await(5, SECONDS)).isSameAs(YES);
  }

  @Test
  void aCallersRequestWithoutACallerIsRefused() {
    assertRefused(new Own(null), Failure.UNAUTHENTICATED);
    assertRefused(new Managing(null), Failure.UNAUTHENTICATED);
  }

  @Test
  void aCallerNeedsThePermissionThatTheRequestDeclares() {
    assertAnswered(new Managing(Questions.caller(USERS_MANAGE)));
    assertRefused(new Managing(Questions.caller()), Failure.FORBIDDEN);
    assertRefused(new Managing(Questions.caller(USERS_READ, ORG_MANAGE)), Failure.FORBIDDEN);
  }

  @Test
  void aCallersOwnAffairsNeedNoPermission() {
    assertAnswered(new Own(Questions.caller()));
  }

  @Test
  void aSensitiveRequestWantsAFreshCaller() {
    assertAnswered(new Sensitive(Questions.caller()));
    assertAnswered(new Own(Questions.staleCaller()));
    assertRefused(new Sensitive(Questions.staleCaller()), Failure.REAUTHENTICATION_REQUIRED);
  }

  @ParameterizedTest
  @EnumSource
  void anApiTokenMayWhatItsScopesSayAndWhatIsMarkedForIt(TokenOwner owner) {
    assertAnswered(new Managing(Questions.token(owner, USERS_MANAGE)));
    assertAnswered(new Introducing(Questions.token(owner)));
    assertRefused(new Managing(Questions.token(owner)), Failure.FORBIDDEN);
    assertRefused(new Own(Questions.token(owner)), Failure.LOGIN_REQUIRED);
    assertRefused(new Changing(Questions.token(owner)), Failure.LOGIN_REQUIRED);
    assertRefused(new Sensitive(Questions.token(owner)), Failure.LOGIN_REQUIRED);
    assertRefused(new Everything(Questions.token(owner, ORG_MANAGE)), Failure.LOGIN_REQUIRED);
  }

  @Test
  void aPersonsOwnTokenDoesWhatItsScopeSaysOfTheirOwnAffairs() {
    assertAnswered(new Renaming(Questions.token(TokenOwner.PERSON, ME_WRITE)));
    assertAnswered(new Renaming(Questions.caller()));
    assertRefused(
        new Renaming(Questions.token(TokenOwner.PERSON, ME_READ, USERS_MANAGE)), Failure.FORBIDDEN);
    assertRefused(
        new Renaming(Questions.token(TokenOwner.ORGANIZATION, ME_WRITE)), Failure.LOGIN_REQUIRED);
    assertRefused(new Renaming(impersonated(ME_WRITE)), Failure.LOGIN_REQUIRED);
  }

  @Test
  void whoeverActsAsSomebodyElseMayWhatAnApiTokenMayAndSignOut() {
    assertAnswered(new Managing(impersonated(USERS_MANAGE)));
    assertAnswered(new Introducing(impersonated()));
    assertAnswered(new Leaving(impersonated()));
    assertRefused(new Managing(impersonated()), Failure.FORBIDDEN);
    assertRefused(new Own(impersonated()), Failure.LOGIN_REQUIRED);
    assertRefused(new Sensitive(impersonated()), Failure.LOGIN_REQUIRED);
  }

  @Test
  void whoeverOwesASecondFactorMaySetItUpAndNothingElse() {
    assertAnswered(new Enrolling(Questions.caller().owingSecondFactor()));
    assertRefused(new Own(Questions.caller().owingSecondFactor()), Failure.SECOND_FACTOR_REQUIRED);
    assertRefused(
        new Managing(Questions.caller(USERS_MANAGE).owingSecondFactor()),
        Failure.SECOND_FACTOR_REQUIRED);
    assertRefused(
        new Own(Questions.caller().owingSecondFactor().holdingSecondFactor()),
        Failure.SECOND_FACTOR_UNPROVEN);
  }

  private static Caller impersonated(Permission... permissions) {
    return Questions.caller(permissions).impersonatedBy(new PersonId(Ids.next()));
  }

  @Test
  void whoeverMustChangeTheirPasswordMayDoNothingElse() {
    assertAnswered(new Changing(Questions.callerWithTemporaryPassword()));
    assertRefused(
        new Own(Questions.callerWithTemporaryPassword()), Failure.PASSWORD_CHANGE_REQUIRED);
    assertRefused(
        new Managing(Questions.callerWithTemporaryPassword(USERS_MANAGE)),
        Failure.PASSWORD_CHANGE_REQUIRED);
  }

  @Test
  void whoeverMayNotIsNotSentToSignInAgain() {
    assertRefused(new Everything(Questions.staleCaller()), Failure.FORBIDDEN);
    assertRefused(
        new Everything(Questions.staleCaller(ORG_MANAGE)), Failure.REAUTHENTICATION_REQUIRED);
  }

  @Test
  void aJsonObjectIsAnsweredByAJsonObject() throws Exception {
    Message<Object> reply =
        raw(ADDRESS, new JsonObject().put("text", "?"), "Anybody").await(5, SECONDS);
    assertThat(reply.body()).isEqualTo(new JsonObject().put("text", "yes"));
  }

  @Test
  void thePermissionIsAskedOfAJsonObjectToo() throws Exception {
    JsonObject mayNot = RecordJson.toJson(new Managing(Questions.caller(USERS_READ)));
    JsonObject may = RecordJson.toJson(new Managing(Questions.caller(USERS_MANAGE)));
    assertThat(refusal(raw(ADDRESS, mayNot, "Managing")).failure()).isEqualTo(Failure.FORBIDDEN);
    assertThat(raw(ADDRESS, may, "Managing").await(5, SECONDS).body())
        .isEqualTo(new JsonObject().put("text", "yes"));
    assertThat(handled).hasValue(1);
  }

  @Test
  void aJsonObjectWithoutACallerIsRefused() {
    Refusal refusal = refusal(raw(ADDRESS, new JsonObject(), "Managing"));
    assertThat(refusal.failure()).isEqualTo(Failure.INVALID_REQUEST);
    assertThat(refusal.detail()).contains("Managing.caller");
  }

  @Test
  void aRefusalArrivesWithItsSentenceAndItsWait() {
    Refusal sent = new Refusal(Failure.BUSY, "Come back later.", Duration.ofSeconds(42));
    behaviour = () -> Future.failedFuture(sent);
    Refusal received = refusal(bus.ask(new Anybody("?")));
    assertThat(received.failure()).isEqualTo(Failure.BUSY);
    assertThat(received.detail()).isEqualTo("Come back later.");
    assertThat(received.retryAfter()).isEqualTo(Duration.ofSeconds(42));
  }

  @Test
  void aRefusalThatIsThrownArrivesLikeOneThatIsReturned() {
    behaviour =
        () -> {
          throw Failure.EMAIL_TAKEN.refusal();
        };
    assertThat(refusal(bus.ask(new Anybody("?"))).failure()).isEqualTo(Failure.EMAIL_TAKEN);
  }

  @Test
  void aFailedHandlerAnswersWithAnIncidentAndNotWithItsMessage() {
    behaviour = () -> Future.failedFuture(new IllegalStateException("s3cret"));
    assertInternal();
  }

  @Test
  void aThrowingHandlerAnswersWithAnIncidentAndNotWithItsMessage() {
    behaviour =
        () -> {
          throw new IllegalStateException("s3cret");
        };
    assertInternal();
  }

  @Test
  void aHandlerThatOverflowsTheStackStillAnswers() {
    behaviour = () -> Future.succeededFuture(new Said("s3cret" + endless(1)));
    assertInternal();
  }

  @Test
  void theIncidentIsInTheLogWithItsCause() {
    Logger logger = (Logger) LoggerFactory.getLogger(Answers.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      behaviour = () -> Future.failedFuture(new IllegalStateException("the cause"));
      String detail = refusal(bus.ask(new Anybody("?"))).detail();
      List<ILoggingEvent> lines = List.copyOf(log.list);
      assertThat(lines).hasSize(1);
      assertThat(detail).contains(lines.get(0).getArgumentArray()[0].toString());
      assertThat(lines.get(0).getThrowableProxy().getMessage()).isEqualTo("the cause");
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void aNameThatIsNotAnsweredHereIsRefused() {
    assertInvalid(raw(ADDRESS, new JsonObject(), "Elsewhere"));
    assertInvalid(raw(ADDRESS, new JsonObject(), ""));
    assertInvalid(vertx.eventBus().request(ADDRESS, new JsonObject(), new DeliveryOptions()));
  }

  @Test
  void aBodyThatIsNotTheNamedRequestIsRefused() {
    assertInvalid(raw(ADDRESS, "text", "Anybody"));
    assertInvalid(raw(ADDRESS, new Inside("?"), "Anybody"));
    assertInvalid(raw(ADDRESS, new JsonObject().put("text", new JsonObject()), "Anybody"));
    assertThat(handled).hasValue(0);
  }

  @Test
  void anInternalRequestIsAnsweredAtItsOwnAddressOnly() {
    assertAnswered(new Inside("?"));
    assertInvalid(raw(ADDRESS, new Inside("?"), "Inside"));
    assertInvalid(raw(ADDRESS, new JsonObject().put("text", "?"), "Inside"));
    assertInvalid(raw(Addresses.internal(ADDRESS), new Managing(Questions.caller()), "Managing"));
    assertThat(handled).hasValue(1);
  }

  @Test
  void aRequestThatNobodyAnswersIsUnavailable() {
    Refusal refusal = refusal(bus.ask(new DescribeKeys()));
    assertThat(refusal.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(1));
  }

  @SuppressWarnings("InfiniteRecursion") // overflowing the stack is the point
  private static String endless(int depth) {
    return depth + endless(depth + 1);
  }

  private <R extends Record> void assertAnswered(Request<R> request) {
    int before = handled.get();
    assertThat(bus.ask(request).timeout(5, SECONDS).await()).isEqualTo(YES);
    assertThat(handled).hasValue(before + 1);
  }

  private void assertRefused(Request<?> request, Failure failure) {
    int before = handled.get();
    assertThat(refusal(bus.ask(request)).failure()).isEqualTo(failure);
    assertThat(handled).hasValue(before);
  }

  private void assertInternal() {
    Refusal refusal = refusal(bus.ask(new Anybody("?")));
    assertThat(refusal.failure()).isEqualTo(Failure.INTERNAL);
    assertThat(refusal.detail())
        .containsPattern("incident [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.")
        .doesNotContain("s3cret");
    assertThat(refusal.retryAfter()).isNull();
  }

  private static void assertInvalid(Future<?> asked) {
    assertThat(refusal(asked).failure()).isEqualTo(Failure.INVALID_REQUEST);
  }

  private Future<Message<Object>> raw(String address, Object body, String name) {
    DeliveryOptions options = new DeliveryOptions().addHeader(Addresses.REQUEST_HEADER, name);
    if (body instanceof Record) {
      options.setCodecName(RecordCodec.NAME);
    }
    return vertx.eventBus().request(address, body, options);
  }

  private static Refusal refusal(Future<?> asked) {
    return catchThrowableOfType(
        Refusal.class,
        () ->
            asked
                .recover(failure -> Future.failedFuture(RefusalJson.read(failure)))
                .await(5, SECONDS));
  }
}
