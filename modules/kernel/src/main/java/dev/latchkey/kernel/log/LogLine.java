package dev.latchkey.kernel.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * One event is one line, its stack trace included: time in UTC, level, thread, logger, message.
 * Messages and stack traces may quote what a client sent, so each run of control characters (C0,
 * DEL, C1), invisible format characters and line separators of Unicode becomes one bar: nobody can
 * forge a line or steer a terminal. Messages are cut at 16,384 characters, which hold a stack trace
 * of some 150 frames.
 */
public final class LogLine extends LayoutBase<ILoggingEvent> {

  private static final int MOST_CHARS = 16_384;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder(160);
    TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
    String level = event.getLevel().toString();
    line.append(' ').append(level).append(" ".repeat(Math.max(0, 5 - level.length())));
    line.append(" [");
    appendVisible(line, event.getThreadName(), "|");
    line.append("] ").append(event.getLoggerName()).append(" - ");
    int start = line.length();
    appendVisible(line, text(event), " | ");
    line.setLength(Math.min(line.length(), start + MOST_CHARS));
    return line.append(System.lineSeparator()).toString();
  }

  private static String text(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    return event.getThrowableProxy() == null
        ? message
        : (message + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy())).stripTrailing();
  }

  private static void appendVisible(StringBuilder line, String text, String bar) {
    boolean barred = false;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int codePoint = text.codePointAt(i);
      if (isVisible(codePoint)) {
        line.appendCodePoint(codePoint);
      } else if (!barred) {
        line.append(bar);
      }
      barred = !isVisible(codePoint);
    }
  }

  private static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
