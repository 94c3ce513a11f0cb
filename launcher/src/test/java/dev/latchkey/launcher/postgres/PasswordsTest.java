package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordsTest {
  @TempDir Path directory;

  private Home home;

  @BeforeEach
  void makeHome() throws IOException {
    home = Home.in(directory);
  }

  @Test
  void theyAreMadeOnceAndDiffer() throws IOException {
    var made = Passwords.in(home);
    assertThat(Passwords.in(home).of("latchkey")).isEqualTo(made.of("latchkey"));
    assertThat(made.of("latchkey").password()).isNotEqualTo(made.of("latchkey_owner").password());
    assertThat(made.literal("latchkey")).matches("'[A-Za-z0-9_-]{43}'");
  }

  @Test
  void onlyTheOwnerReadsThemAndLibpqCan() throws IOException {
    Passwords.in(home);
    assertThat(Files.getPosixFilePermissions(home.passwords()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.readAllLines(home.passwords()))
        .hasSize(3)
        .allMatch(line -> line.matches("127\\.0\\.0\\.1:\\*:\\*:[a-z_]+:[^:]{43}"));
  }

  @Test
  void aDamagedFileIsRefused() throws IOException {
    Files.writeString(home.passwords(), "127.0.0.1:*:*:latchkey:x\n");
    assertThatThrownBy(() -> Passwords.in(home))
        .hasMessageContaining("does not hold the passwords");
  }

  @Test
  void noNewOnesAreMadeForAnExistingDatabase() throws IOException {
    Files.createDirectory(home.cluster());
    assertThatThrownBy(() -> Passwords.in(home)).hasMessageContaining("is missing");
    assertThat(home.passwords()).doesNotExist();
  }
}
