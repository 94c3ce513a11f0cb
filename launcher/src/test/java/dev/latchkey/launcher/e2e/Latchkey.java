package dev.latchkey.launcher.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The built jar, running. Ended by {@link #close} or with the tests' JVM. Thread-safe. */
public final class Latchkey implements AutoCloseable {

  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Pattern READY =
      Pattern.compile("^Latchkey is ready at (https?://\\S+)$", Pattern.MULTILINE);
  private static final Pattern SET_UP_TOKEN =
      Pattern.compile("^Set-up token: (\\S+)$", Pattern.MULTILINE);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Launch launch;
  private final Launch.Attempt attempt;
  private final URI url;

  private Latchkey(Launch launch, Launch.Attempt attempt, URI url) {
    this.launch = launch;
    this.attempt = attempt;
    this.url = url;
  }

  static Latchkey await(Launch launch, Launch.Attempt attempt) {
    long end = System.nanoTime() + START_PATIENCE.toNanos();
    while (attempt.process().isAlive() && System.nanoTime() < end) {
      var ready = READY.matcher(attempt.out());
      if (ready.find()) {
        return new Latchkey(launch, attempt, URI.create(ready.group(1)));
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    attempt.process().destroyForcibly();
    throw new AssertionError("It did not start: " + attempt.out() + attempt.err());
  }

  public URI url() {
    return url;
  }

  public Launch launch() {
    return launch;
  }

  /** Asks and waits for the answer. */
  public Reply ask(Ask question) {
    try {
      return Reply.of(CLIENT.send(question.at(url), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks; fails with what went wrong on the way. */
  public CompletableFuture<Reply> askLater(Ask question) {
    return CLIENT
        .sendAsync(question.at(url), HttpResponse.BodyHandlers.ofString())
        .thenApply(Reply::of);
  }

  /** Asks the management port. */
  public Reply manage(String path) {
    URI management = URI.create("http://127.0.0.1:" + launch.settings().get("management.port"));
    try {
      var request = Ask.of("GET", path).at(management);
      return Reply.of(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The value of a counter without labels. */
  public long counter(String name) {
    return manage("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no metric " + name));
  }

  /** How many statements were sent to the database so far. */
  public long statements() {
    return counter("latchkey_sql_statements_total");
  }

  /**
   * How many statements such a call costs: the middle of several, as a job of the node may send one
   * of its own meanwhile.
   */
  public long statementsOf(int calls, Runnable call) {
    long[] costs = new long[calls];
    for (int i = 0; i < calls; i++) {
      long before = statements();
      call.run();
      costs[i] = statements() - before;
    }
    Arrays.sort(costs);
    return costs[calls / 2];
  }

  /** How many passwords were hashed so far. */
  public long hashes() {
    return counter("latchkey_password_hashes_total");
  }

  /** The token that it printed; waits for it, as it comes after the ready line. */
  public String setUpToken() {
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < end) {
      Optional<String> token =
          Optional.of(SET_UP_TOKEN.matcher(out())).filter(it -> it.find()).map(it -> it.group(1));
      if (token.isPresent()) {
        return token.get();
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
    throw new AssertionError("It printed no set-up token: " + out());
  }

  public Mails mails() {
    String usual = launch.home().resolve("data").resolve("mail").toString();
    return new Mails(Path.of(launch.settings().getOrDefault("mail.directory", usual)));
  }

  /** All that it wrote to standard output so far. */
  public String out() {
    return attempt.out();
  }

  /** All that it wrote to standard error so far: its log. */
  public String log() {
    return attempt.err();
  }

  public Process process() {
    return attempt.process();
  }

  /** Stops it by SIGTERM and waits for its end. */
  public Launch.Ended stop() {
    process().destroy();
    return ended();
  }

  /** Kills it by SIGKILL and waits for its end. */
  public Launch.Ended kill() {
    process().destroyForcibly();
    return ended();
  }

  Launch.Ended ended() {
    try {
      if (!process().waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process().destroyForcibly();
        throw new AssertionError("It did not end within " + STOP_PATIENCE + ": " + log());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Launch.Ended(process().exitValue(), out(), log());
  }

  @Override
  public void close() {
    stop();
  }
}
