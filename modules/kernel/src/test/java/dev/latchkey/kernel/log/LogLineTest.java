package dev.latchkey.kernel.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("swaps the streams of the process")
class LogLineTest {
  private record Output(String standardOutput, String standardError) {}

  @Test
  void anEventIsOneLineOnStandardErrorWithItsTimeInUtc() throws JoranException {
    var output = logged(context -> context.getLogger("dev.latchkey.A").info("Hello {}", "Ümit"));

    assertThat(output.standardOutput()).isEmpty();
    assertThat(output.standardError())
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  \\[[^\\]]+\\] dev.latchkey.A"
                + " - Hello Ümit\\R");
  }

  @Test
  void nobodyCanForgeALineOrSteerATerminal() throws JoranException {
    var hostile = "a\r\n2026 INFO forged\u001b[2J\u009b1m\u2028b\u0085c\u202ed\0e";

    var output =
        logged(
            context ->
                context
                    .getLogger("A")
                    .error("Seen {}", hostile, new IllegalStateException(hostile)));

    assertThat(output.standardError()).endsWith(System.lineSeparator()).hasLineCount(1);
    assertThat(output.standardError().stripTrailing())
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]")
        .contains("Seen a | 2026 INFO forged | [2J | 1m | b | c | d | e | java.lang.IllegalState");
  }

  @Test
  void aStackTraceStaysOnTheLineOfItsEvent() throws JoranException {
    var cause = new IllegalArgumentException("inner");

    var output =
        logged(c -> c.getLogger("A").warn("Failed", new IllegalStateException("outer", cause)));

    assertThat(output.standardError()).endsWith(System.lineSeparator()).hasLineCount(1);
    assertThat(output.standardError())
        .contains("Failed | java.lang.IllegalStateException: outer | at dev.latchkey.")
        .contains("Caused by: java.lang.IllegalArgumentException: inner");
  }

  @Test
  void aLongEventIsCut() throws JoranException {
    var output = logged(context -> context.getLogger("A").info("x".repeat(100_000)));

    assertThat(output.standardError()).hasSizeBetween(16_384, 16_500);
  }

  @Test
  void librariesAreQuietAndTheRestFollowsTheLevel() throws JoranException {
    var context = configured();
    assertThat(context.getLogger("io.netty.x").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("com.hazelcast.x").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("org.flywaydb.x").getEffectiveLevel()).isEqualTo(Level.WARN);
    assertThat(context.getLogger("dev.latchkey.x").getEffectiveLevel()).isEqualTo(Level.INFO);

    System.setProperty("log.level", "debug");
    try {
      assertThat(configured().getLogger("dev.latchkey.x").getEffectiveLevel())
          .isEqualTo(Level.DEBUG);
    } finally {
      System.clearProperty("log.level");
    }
  }

  private static Output logged(Consumer<LoggerContext> act) throws JoranException {
    var standardOutput = System.out;
    var standardError = System.err;
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      act.accept(configured());
    } finally {
      System.setOut(standardOutput);
      System.setErr(standardError);
    }
    return new Output(out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static LoggerContext configured() throws JoranException {
    var context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogLineTest.class.getResource("/logback.xml"));
    return context;
  }
}
