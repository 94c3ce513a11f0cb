package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @TempDir Path directory;

  @Test
  void theLastRunsLogIsKeptAndOlderOnesAreNot() throws IOException {
    var log = log("first");
    log.rotate();
    Files.writeString(log.file(), "second");
    log.rotate();
    assertThat(log.file()).isEmptyFile();
    assertThat(directory.resolve("server.log.1")).hasContent("second");
    assertThat(directory).isDirectoryNotContaining("glob:**.2");
  }

  @Test
  void aLogBeyondTheBoundIsEmptiedAndAShorterOneIsNot() throws IOException {
    var log = log("x".repeat((int) ServerLog.MAX_BYTES));
    log.trim();
    assertThat(log.file()).hasSize(ServerLog.MAX_BYTES);
    Files.writeString(log.file(), "x".repeat((int) ServerLog.MAX_BYTES + 1));
    log.trim();
    assertThat(log.file()).isEmptyFile();
  }

  @Test
  void theLastWordOfALongLogIsFound() throws IOException {
    assertThat(log("LOG:  a\n".repeat(10_000) + "LOG:  z\n").lastWord()).isEqualTo("LOG:  z");
  }

  @Test
  void anEmptyLogHasNoLastWord() throws IOException {
    assertThat(log("").lastWord()).isEmpty();
  }

  private ServerLog log(String content) throws IOException {
    return new ServerLog(Files.writeString(directory.resolve("server.log"), content));
  }
}
