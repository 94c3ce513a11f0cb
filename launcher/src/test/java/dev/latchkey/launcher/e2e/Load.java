package dev.latchkey.launcher.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Threads that ask again and again until they are told to stop. */
final class Load implements AutoCloseable {

  /**
   * One answer.
   *
   * @param name of who asked
   * @param endedNanos {@link System#nanoTime} when it was there
   */
  record Answer(String name, Reply reply, Duration took, long endedNanos) {}

  private final List<Thread> threads = new ArrayList<>();
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<Throwable> unanswered = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /** Adds a thread that asks. */
  Load asking(String name, Supplier<Reply> question) {
    Thread thread = new Thread(() -> ask(name, question), "load-" + name);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return this;
  }

  private void ask(String name, Supplier<Reply> question) {
    while (!stopped) {
      long begun = System.nanoTime();
      try {
        Reply reply = question.get();
        long ended = System.nanoTime();
        answers.add(new Answer(name, reply, Duration.ofNanos(ended - begun), ended));
      } catch (RuntimeException | AssertionError e) {
        unanswered.add(e);
      }
    }
  }

  Stream<Answer> answers() {
    return answers.stream();
  }

  /** Requests without an answer, and why. */
  Stream<Throwable> unanswered() {
    return unanswered.stream();
  }

  /** Waits until the threads have got their last answers. */
  @Override
  public void close() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(35));
    }
  }
}
