package dev.latchkey.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.testing.Eventually;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM: running requests finish, and the process ends within ten seconds. */
class StopIT {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);
  private static final int SIGN_INS = 6;

  @TempDir Path home;

  @Test
  void runningSignInsGetTheirAnswerBeforeTheProcessEnds() {
    Launch launch =
        Launch.in(home.resolve("slow"))
            .with("passwords.hashing-threads", 2)
            .with("passwords.memory", "64MiB")
            .with("passwords.iterations", 3);
    Latchkey latchkey = launch.start();
    Person owner = Person.owner(latchkey);
    List<CompletableFuture<Reply>> running =
        Stream.generate(() -> latchkey.askLater(owner.signIn(owner.password())))
            .limit(SIGN_INS)
            .toList();
    Eventually.value(
        "hashes that wait",
        () -> latchkey.counter("latchkey_password_queue") >= SIGN_INS - 2 ? true : null);
    assertThat(timeOf(latchkey::stop)).isLessThan(LONGEST_STOP);
    // On a machine that is too slow the last ones are refused, in due form.
    assertThat(running).allSatisfy(reply -> assertThat(reply.join().status()).isIn(201, 503));
    List<Reply> signedIn =
        running.stream().map(CompletableFuture::join).filter(it -> it.status() == 201).toList();
    assertThat(latchkey.log()).contains("Stopping: running requests finish").contains("Stopped");
    assertThatThrownBy(() -> latchkey.ask(Ask.get("/me")))
        .hasCauseInstanceOf(ConnectException.class);
    try (Latchkey again = launch.start()) {
      Login login = Login.of(again, signedIn.get(0)).refreshed();
      assertThat(login.ask(Ask.get("/me/logins")).items()).hasSize(signedIn.size());
    }
  }

  @Test
  void aRequestThatNeverEndsDoesNotHoldUpTheEnd() throws Exception {
    Latchkey latchkey = Installation.copiedTo(home.resolve("copy")).start();
    try (Socket slow = new Socket(latchkey.url().getHost(), latchkey.url().getPort())) {
      slow.getOutputStream()
          .write(
              """
              POST /api/v1/sessions HTTP/1.1\r
              Host: localhost\r
              Content-Type: application/json\r
              Content-Length: 100\r
              \r
              {"email":\
              """
                  .getBytes(StandardCharsets.US_ASCII));
      slow.getOutputStream().flush();
      latchkey.ask(Ask.get("/me")).expect(401);
      assertThat(timeOf(latchkey::stop)).isLessThan(LONGEST_STOP);
    }
  }

  @Test
  void anIdleNodeStopsAtOnceAndItsDatabaseWithIt() throws Exception {
    Launch launch = Installation.copiedTo(home.resolve("copy"));
    Latchkey latchkey = launch.start();
    ProcessHandle postgres = Installation.postgres(launch);
    assertThat(timeOf(latchkey::stop)).isLessThan(Duration.ofSeconds(5));
    assertThat(postgres.isAlive()).isFalse();
  }

  private static Duration timeOf(Runnable stop) {
    long begun = System.nanoTime();
    stop.run();
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
