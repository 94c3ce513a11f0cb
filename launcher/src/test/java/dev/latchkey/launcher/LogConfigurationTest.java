package dev.latchkey.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.joran.spi.JoranException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LogConfigurationTest {

  private final LoggerContext made = context();

  @Test
  void itIsTheFileThatPeopleRead() throws JoranException {
    assertThat(new LogConfiguration().configure(made))
        .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
    LoggerContext read = context();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(read);
    configurator.doConfigure(LogConfiguration.class.getResource("/logback.xml"));

    assertThat(levels(made)).isEqualTo(levels(read)).hasSizeGreaterThan(4);
    assertThat(appender(made).getTarget()).isEqualTo(appender(read).getTarget());
    assertThat(encoder(made).getLayout()).hasSameClassAs(encoder(read).getLayout());
    assertThat(encoder(made).getCharset()).isEqualTo(encoder(read).getCharset());
  }

  @Test
  void aFileOfTheOperatorsOwnComesFirst() {
    System.setProperty("logback.configurationFile", "own.xml");
    try {
      assertThat(new LogConfiguration().configure(made))
          .isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    } finally {
      System.clearProperty("logback.configurationFile");
    }
  }

  private static LoggerContext context() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    return context;
  }

  private static Map<String, Level> levels(LoggerContext context) {
    return context.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null)
        .collect(Collectors.toMap(Logger::getName, Logger::getLevel));
  }

  private static ConsoleAppender<ILoggingEvent> appender(LoggerContext context) {
    return (ConsoleAppender<ILoggingEvent>)
        context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
  }

  private static LayoutWrappingEncoder<ILoggingEvent> encoder(LoggerContext context) {
    return (LayoutWrappingEncoder<ILoggingEvent>) appender(context).getEncoder();
  }
}
