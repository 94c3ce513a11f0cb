package dev.latchkey.launcher;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.latchkey.kernel.log.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@code logback.xml} says, without reading it: finding an XML parser and running it was a
 * sixth of the work until the first answer. Steps back when the Java runtime is given another file.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfiguration extends ContextAwareBase implements Configurator {

  /** Vert.x-Web tells whole URLs at finer levels, and a careless client's may hold a token. */
  private static final List<String> TALKATIVE =
      List.of("com.hazelcast", "io.netty", "io.vertx.ext.web", "org.flywaydb");

  @Override
  public ExecutionStatus configure(LoggerContext logging) {
    if (System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    TALKATIVE.forEach(name -> logging.getLogger(name).setLevel(Level.WARN));
    // A refused migration is told in the sentence with which the start ends.
    logging.getLogger("org.flywaydb.core.internal.command").setLevel(Level.OFF);
    Logger root = logging.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.toLevel(System.getProperty("log.level"), Level.INFO));
    root.addAppender(standardError(logging));
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext logging) {
    LogLine layout = new LogLine();
    layout.setContext(logging);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(logging);
    encoder.setCharset(StandardCharsets.UTF_8);
    encoder.setLayout(layout);
    encoder.start();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setContext(logging);
    appender.setName("stderr");
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }
}
