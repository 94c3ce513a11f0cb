package dev.latchkey.kernel.secret;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HashPoolTest {
  private static final HasherOptions TWO_THREADS_AND_A_HUNDRED_PLACES =
      new HasherOptions(Argon2Parameters.DEFAULT, 2, 100, Duration.ofSeconds(2));

  private static final HasherOptions ONE_THREAD =
      new HasherOptions(Argon2Parameters.DEFAULT, 1, 10, Duration.ofSeconds(2));

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 5); // and over the edge
  private final CountDownLatch gate = new CountDownLatch(1);
  private final CountDownLatch running = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();

  @AfterEach
  void close() throws TimeoutException {
    gate.countDown();
    vertx.close().await(5, SECONDS);
  }

  @Test
  void ofFiveHundredAtOnceExactlyAsManyAsFitAreAdmittedAndTheOthersFailAtOnce() throws Exception {
    try (var pool = new HashPool(vertx, TWO_THREADS_AND_A_HUNDRED_PLACES, nanoTime::get)) {
      Queue<Long> refusedAfterMillis = new ConcurrentLinkedQueue<>();
      List<Future<Integer>> answers = callFromManyThreads(pool, refusedAfterMillis);

      assertThat(answers.stream().filter(Future::isComplete)).hasSize(398);
      assertThat(refusedAfterMillis).hasSize(398).allMatch(millis -> millis <= 100);
      assertThat(pool.rejections()).isEqualTo(398);
      assertThat(pool.queueDepth()).isLessThanOrEqualTo(102);

      gate.countDown();
      assertThat(answers.stream().filter(HashPoolTest::succeeds)).hasSize(102);
      assertThat(runs).hasValue(102);
    }
  }

  @Test
  void aWarmPoolAdmitsJustAsMany() throws Exception {
    try (var pool = new HashPool(vertx, TWO_THREADS_AND_A_HUNDRED_PLACES, nanoTime::get)) {
      for (int i = 0; i < 50; i++) {
        pool.submit(() -> 0).await(5, SECONDS);
      }
      List<Future<Integer>> answers = callFromManyThreads(pool, new ConcurrentLinkedQueue<>());
      gate.countDown();

      assertThat(answers.stream().filter(HashPoolTest::succeeds)).hasSize(102);
    }
  }

  @Test
  void placesAreFreeAgainAfterSuccessFailureAndRefusal() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, System::nanoTime)) {
      for (int round = 0; round < 100; round++) {
        assertThat(pool.submit(() -> 1).await(5, SECONDS)).isEqualTo(1);
        Future<Integer> failing = pool.submit(HashPoolTest::fail);
        assertThatThrownBy(() -> failing.await(5, SECONDS)).isInstanceOf(StackOverflowError.class);
      }
      assertThat(pool.rejections()).isZero();
    }
  }

  @Test
  void whoWaitedBeyondTheDeadlineIsRefusedAndNotRun() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, nanoTime::get)) {
      Future<Integer> first = pool.submit(this::passTheGate);
      running.await(5, SECONDS);
      List<Future<Integer>> waiting =
          Stream.generate(() -> pool.submit(this::passTheGate)).limit(5).toList();
      nanoTime.addAndGet(Duration.ofMillis(2001).toNanos());
      gate.countDown();

      assertThat(first.await(5, SECONDS)).isEqualTo(1);
      for (Future<Integer> late : waiting) {
        assertThatThrownBy(() -> late.await(5, SECONDS)).isInstanceOf(HasherBusy.class);
      }
      assertThat(runs).hasValue(1);
      assertThat(pool.rejections()).isEqualTo(5);
    }
  }

  @Test
  void whoWaitedUntilTheDeadlineIsStillServed() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, nanoTime::get)) {
      pool.submit(this::passTheGate);
      running.await(5, SECONDS);
      Future<Integer> waiting = pool.submit(this::passTheGate);
      nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
      gate.countDown();

      assertThat(waiting.await(5, SECONDS)).isEqualTo(2);
    }
  }

  @Test
  void aRefusalTellsWhenTheQueueWillBeEmpty() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, nanoTime::get)) {
      pool.submit(() -> nanoTime.addAndGet(SECONDS.toNanos(1))).await(5, SECONDS);
      assertThat(retryAfterSecondsOfAFull(pool))
          .isEqualTo(12); // eleven jobs of a second, rounded up
    }
  }

  @Test
  void aRefusalBeforeAnythingWasMeasuredTellsOneSecond() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, nanoTime::get)) {
      assertThat(retryAfterSecondsOfAFull(pool)).isEqualTo(1);
    }
  }

  @Test
  void aRefusalNeverTellsMoreThanAMinute() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, nanoTime::get)) {
      pool.submit(() -> nanoTime.addAndGet(SECONDS.toNanos(100))).await(5, SECONDS);
      assertThat(retryAfterSecondsOfAFull(pool)).isEqualTo(60);
    }
  }

  @Test
  void closingAnswersTheWaitingAndLetsTheRunningEnd() throws Exception {
    var pool = new HashPool(vertx, ONE_THREAD, System::nanoTime);
    Future<Integer> first = pool.submit(this::passTheGate);
    running.await(5, SECONDS);
    Future<Integer> waiting = pool.submit(this::passTheGate);
    pool.close();
    Future<Integer> later = pool.submit(this::passTheGate);

    assertThatThrownBy(() -> waiting.await(5, SECONDS)).isInstanceOf(HasherBusy.class);
    assertThatThrownBy(() -> later.await(5, SECONDS)).isInstanceOf(HasherBusy.class);
    gate.countDown();
    assertThat(first.await(5, SECONDS)).isEqualTo(1);
  }

  @Test
  void theThreadsAreNamedDaemons() throws Exception {
    try (var pool = new HashPool(vertx, ONE_THREAD, System::nanoTime)) {
      Thread thread = pool.submit(Thread::currentThread).await(5, SECONDS);

      assertThat(thread.getName()).isEqualTo("latchkey-hash-1");
      assertThat(thread.isDaemon()).isTrue();
    }
  }

  private int retryAfterSecondsOfAFull(HashPool pool) {
    Stream.generate(() -> pool.submit(this::passTheGate)).limit(11).forEach(admitted -> {});
    return ((HasherBusy) pool.submit(this::passTheGate).cause()).retryAfterSeconds();
  }

  private List<Future<Integer>> callFromManyThreads(HashPool pool, Queue<Long> refusedAfterMillis)
      throws InterruptedException {
    Callable<Future<Integer>> call =
        () -> {
          long calledAt = System.nanoTime();
          Future<Integer> answer = pool.submit(this::passTheGate);
          if (answer.failed()) {
            refusedAfterMillis.add(NANOSECONDS.toMillis(System.nanoTime() - calledAt));
          }
          return answer;
        };
    var threads = Executors.newFixedThreadPool(50);
    try {
      var calls = IntStream.range(0, 500).mapToObj(i -> call).toList();
      return threads.invokeAll(calls, 10, SECONDS).stream().map(HashPoolTest::result).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private int passTheGate() throws InterruptedException {
    running.countDown();
    assertThat(gate.await(10_000, MILLISECONDS)).isTrue();
    return runs.incrementAndGet();
  }

  private static int fail() {
    throw new StackOverflowError();
  }

  private static boolean succeeds(Future<Integer> answer) {
    try {
      return answer.await(5, SECONDS) > 0;
    } catch (HasherBusy refused) {
      return false;
    } catch (TimeoutException late) {
      throw new AssertionError("no answer in 5 s", late);
    }
  }

  private static <T> T result(java.util.concurrent.Future<T> done) {
    try {
      return done.get();
    } catch (InterruptedException | ExecutionException failure) {
      throw new AssertionError(failure);
    }
  }
}
