package dev.latchkey.kernel.secret;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Threads of their own for slow computations, behind a door that lets in as many jobs as there are
 * threads and places in the queue. Thread-safe.
 */
final class HashPool implements AutoCloseable {
  private static final int MAX_RETRY_AFTER_SECONDS = 60;

  private final Vertx vertx;
  private final HasherOptions options;
  private final LongSupplier nanoTime;
  private final Semaphore admission;
  private final ThreadPoolExecutor executor;
  private final LongAdder rejections = new LongAdder();
  private final AtomicLong meanNanos = new AtomicLong();

  HashPool(Vertx vertx, HasherOptions options, LongSupplier nanoTime) {
    this.vertx = vertx;
    this.options = options;
    this.nanoTime = nanoTime;
    this.admission = new Semaphore(options.capacity());
    // The queue alone would turn jobs away while a free thread has not yet taken one out of it; so
    // the
    // semaphore decides, and the queue has a place for everyone it admits.
    this.executor =
        new ThreadPoolExecutor(
            options.threads(),
            options.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(options.capacity()),
            HashPool.threads());
  }

  /**
   * The work's result, on the caller's context; {@link HasherBusy} when there is no place or time.
   */
  <T> Future<T> submit(Callable<T> work) {
    if (!admission.tryAcquire()) {
      return Future.failedFuture(busy());
    }
    Job<T> job = new Job<>(work);
    try {
      executor.execute(job);
    } catch (RejectedExecutionException closed) {
      job.refuse();
    }
    return Future.fromCompletionStage(job.result, vertx.getOrCreateContext());
  }

  int queueDepth() {
    return executor.getQueue().size();
  }

  long rejections() {
    return rejections.sum();
  }

  /** Refuses what waits and whatever comes; running jobs end and are answered. Does not wait. */
  @Override
  public void close() {
    executor.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    executor.getQueue().drainTo(waiting);
    waiting.forEach(job -> ((Job<?>) job).refuse());
  }

  private HasherBusy busy() {
    rejections.increment();
    long jobs = (long) options.capacity() - admission.availablePermits();
    long seconds = TimeUnit.NANOSECONDS.toSeconds(jobs * meanNanos.get() / options.threads());
    return new HasherBusy((int) Math.min(seconds + 1, MAX_RETRY_AFTER_SECONDS));
  }

  private void learn(long nanos) {
    meanNanos.accumulateAndGet(nanos, (mean, last) -> mean == 0 ? last : mean + (last - mean) / 8);
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, "latchkey-hash-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  private final class Job<T> implements Runnable {
    final CompletableFuture<T> result = new CompletableFuture<>();
    private final Callable<T> work;
    private final long admittedAt = nanoTime.getAsLong();

    Job(Callable<T> work) {
      this.work = work;
    }

    @Override
    public void run() {
      long startedAt = nanoTime.getAsLong();
      if (startedAt - admittedAt > options.queueDeadline().toNanos()) {
        refuse();
        return;
      }
      try {
        T value = work.call();
        learn(nanoTime.getAsLong() - startedAt);
        leave(() -> result.complete(value));
      } catch (Throwable failure) { // an OutOfMemoryError must be answered too
        leave(() -> result.completeExceptionally(failure));
      }
    }

    void refuse() {
      leave(() -> result.completeExceptionally(busy()));
    }

    // The place is free before the caller hears, so that it may come back at once.
    private void leave(Runnable answer) {
      admission.release();
      answer.run();
    }
  }
}
