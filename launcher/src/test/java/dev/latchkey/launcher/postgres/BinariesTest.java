package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinariesTest {
  @Test
  void theVersionIsTheOneOnTheClassPath() {
    var archive = Objects.requireNonNull(getClass().getResource(Binaries.ARCHIVE));
    assertThat(archive.toString()).contains("-" + Binaries.VERSION + ".jar!");
    assertThat(Binaries.VERSION).startsWith(Binaries.MAJOR_VERSION + ".");
  }

  @ParameterizedTest
  @CsvSource({"Linux,aarch64", "Mac OS X,amd64", "Windows 11,amd64"})
  void anotherPlatformIsToldToBringItsOwnServer(String operatingSystem, String architecture) {
    assertThatThrownBy(() -> Binaries.requirePlatform(operatingSystem, architecture))
        .isInstanceOf(EmbeddedPostgresException.class)
        .hasMessageContaining(operatingSystem + "-" + architecture)
        .hasMessageContaining("set database.url");
  }

  @Test
  void linuxOnAmd64IsServed() {
    assertThatCode(() -> Binaries.requirePlatform("Linux", "amd64")).doesNotThrowAnyException();
  }
}
