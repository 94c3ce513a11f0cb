package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarArchiveTest {
  private static final int BLOCK_BYTES = 512;

  @TempDir Path target;

  private final ByteArrayOutputStream archive = new ByteArrayOutputStream();

  @Test
  void filesDirectoriesAndLinksAreUnpacked() throws IOException {
    add("bin/", '5', "", "");
    add("bin/program", '0', "", "x".repeat(BLOCK_BYTES + 1));
    add("bin/exact", '0', "", "y".repeat(BLOCK_BYTES));
    add("lib/link", '2', "../bin/program", "");
    unpack();
    assertThat(target.resolve("bin/program")).isExecutable().hasSize(BLOCK_BYTES + 1);
    assertThat(target.resolve("bin/exact"))
        .content()
        .hasSize(BLOCK_BYTES)
        .containsOnlyOnce("yy".repeat(BLOCK_BYTES / 2));
    assertThat(Files.readSymbolicLink(target.resolve("lib/link"))).hasToString("../bin/program");
    assertThat(target.resolve("lib/link")).hasSize(BLOCK_BYTES + 1);
  }

  @Test
  void aNameOutsideOfTheTargetIsRefused() {
    add("../escaped", '0', "", "x");
    assertThatThrownBy(this::unpack).hasMessageContaining("outside");
    assertThat(target.resolveSibling("escaped")).doesNotExist();
  }

  @Test
  void aLinkOutOfTheTargetIsRefused() {
    add("link", '2', "../../escaped", "");
    assertThatThrownBy(this::unpack).hasMessageContaining("outside");
  }

  @Test
  void anUnknownKindOfEntryIsRefused() {
    add("device", '3', "", "");
    assertThatThrownBy(this::unpack).hasMessageContaining("unknown kind");
  }

  @Test
  void anArchiveThatWasCutOffIsRefused() {
    add("file", '0', "", "x".repeat(3 * BLOCK_BYTES));
    for (int length : new int[] {100, BLOCK_BYTES, 2 * BLOCK_BYTES, 4 * BLOCK_BYTES}) {
      var cut = Arrays.copyOf(archive.toByteArray(), length);
      var into = target.resolve("cut" + length);
      assertThatThrownBy(() -> TarArchive.unpack(new ByteArrayInputStream(cut), into))
          .hasMessageContaining("archive ends");
    }
  }

  private void unpack() throws IOException {
    archive.writeBytes(new byte[2 * BLOCK_BYTES]);
    TarArchive.unpack(new ByteArrayInputStream(archive.toByteArray()), target);
  }

  private void add(String name, char kind, String link, String content) {
    var header = new byte[BLOCK_BYTES];
    put(header, 0, name);
    put(header, 100, "0000755");
    put(header, 124, "%011o".formatted(content.length()));
    header[156] = (byte) kind;
    put(header, 157, link);
    archive.writeBytes(header);
    archive.writeBytes(content.getBytes(StandardCharsets.US_ASCII));
    archive.writeBytes(new byte[-content.length() & (BLOCK_BYTES - 1)]);
  }

  private static void put(byte[] header, int offset, String text) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
