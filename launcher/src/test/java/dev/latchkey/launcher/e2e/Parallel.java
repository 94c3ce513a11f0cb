package dev.latchkey.launcher.e2e;

import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Asks many things at the same moment. */
public final class Parallel {

  private static final int PATIENCE_SECONDS = 60;

  private Parallel() {}

  /** The answers, in the order of the questions' numbers, which count from 0. */
  public static List<Reply> ask(int times, IntFunction<Reply> question) {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    CyclicBarrier start = new CyclicBarrier(times);
    try {
      List<Future<Reply>> answers =
          IntStream.range(0, times)
              .mapToObj(number -> threads.submit(atOnce(start, () -> question.apply(number))))
              .toList();
      return answers.stream().map(Parallel::get).toList();
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Reply> atOnce(CyclicBarrier start, Callable<Reply> question) {
    return () -> {
      try {
        start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
      return question.call();
    };
  }

  private static Reply get(Future<Reply> answer) {
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError(e);
    }
  }
}
