package dev.latchkey.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The OATH Toolkit's own opinion about codes: a second implementation of RFC 6238, by other hands.
 * Needs the program {@code oathtool}, which Debian has in a package of that name.
 */
public final class Oathtool {

  private Oathtool() {}

  /** Whether this machine has it. */
  public static boolean isInstalled() {
    try {
      run(List.of("--version"));
      return true;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** The codes of so many steps in a row, the first of which holds that moment. */
  public static List<String> codes(String base32Secret, Instant moment, int steps) {
    String now = "@" + moment.getEpochSecond();
    String window = Integer.toString(steps - 1);
    return run(List.of("--totp", "--base32", "--now", now, "--window", window, base32Secret));
  }

  private static List<String> run(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("oathtool"));
    command.addAll(arguments);
    try {
      Process oathtool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(oathtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (oathtool.waitFor() != 0) {
        throw new AssertionError("oathtool says: " + said);
      }
      return Arrays.asList(said.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
