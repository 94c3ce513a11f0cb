package dev.latchkey.kernel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysetFileTest {
  @TempDir private Path directory;

  @Test
  void aMissingFileIsMadeForItsOwnerOnly() throws IOException {
    Path file = directory.resolve("new/place/keyset.json");
    Keyset keyset = Keyset.loadOrCreate(file);

    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.getParent())).isEqualTo("rwx------");
    assertThat(Files.readString(file)).isEqualTo(keyset.toJson());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void anExistingFileIsReadAndLeftAsItIs() throws IOException {
    Path file = directory.resolve("keyset.json");
    String first = Keyset.loadOrCreate(file).toJson();

    assertThat(Keyset.loadOrCreate(file).toJson()).isEqualTo(first);
    assertThat(Files.readString(file)).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw-rw-rw-", "rw---x---"})
  void aFileThatIsOpenToOthersIsRefusedWithTheRemedy(String mode) throws IOException {
    Path file = directory.resolve("keyset.json");
    Keyset.loadOrCreate(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> Keyset.loadOrCreate(file))
        .isInstanceOf(InvalidKeyset.class)
        .hasMessageContaining(mode)
        .hasMessageContaining("chmod 600 '" + file + "'");
  }

  @Test
  void aReadOnlyFileOfTheOwnerIsTaken() throws IOException {
    Path file = directory.resolve("keyset.json");
    String made = Keyset.loadOrCreate(file).toJson();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));

    assertThat(Keyset.loadOrCreate(file).toJson()).isEqualTo(made);
  }

  @Test
  void aBrokenFileIsRefusedByNameAndNotReplaced() throws IOException {
    Path file = directory.resolve("keyset.json");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

    assertThatThrownBy(() -> Keyset.loadOrCreate(file))
        .isInstanceOf(InvalidKeyset.class)
        .hasMessageContaining("is missing")
        .hasMessageContaining(file.toString());
    assertThat(file).isEmptyFile();
  }

  @Test
  void aPlaceWhereNoFileCanBeIsRefused() throws IOException {
    Path notADirectory = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> Keyset.loadOrCreate(notADirectory.resolve("keyset.json")))
        .isInstanceOf(InvalidKeyset.class)
        .hasMessageContaining("cannot be used");
  }

  @Test
  void allThatStartAtOnceUseTheKeysOfOne() throws Exception {
    Path file = directory.resolve("keyset.json");
    Callable<String> load = () -> Keyset.loadOrCreate(file).toJson();
    var threads = Executors.newFixedThreadPool(16);
    try {
      var loads = IntStream.range(0, 64).mapToObj(i -> load).toList();
      for (var result : threads.invokeAll(loads, 30, TimeUnit.SECONDS)) {
        assertThat(result.get()).isEqualTo(Files.readString(file));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
