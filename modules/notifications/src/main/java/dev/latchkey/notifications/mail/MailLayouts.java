package dev.latchkey.notifications.mail;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;

/**
 * The two layouts, HTML and plain text, that every mail shares. Whatever stands in a layout's
 * variable is escaped for HTML; only the plain-text layout switches that off for itself. Safe for
 * any thread.
 */
final class MailLayouts {
  private static final int MAX_CHARACTERS = 256 * 1024;

  /**
   * The engine is built with the first mail, because building it would be paid for at every start
   * of the server.
   */
  private static final class Engine {
    static final PebbleEngine ENGINE = build();

    private static PebbleEngine build() {
      var loader = new ClasspathLoader(MailLayouts.class.getClassLoader());
      loader.setPrefix(MailLayouts.class.getPackageName().replace('.', '/'));
      return new PebbleEngine.Builder()
          .loader(loader)
          .autoEscaping(true)
          .newLineTrimming(false)
          .strictVariables(true)
          .maxRenderedSize(MAX_CHARACTERS)
          .build();
    }
  }

  String html(MailContent content) {
    return lay("mail.html.peb", content);
  }

  String text(MailContent content) {
    return lay("mail.txt.peb", content);
  }

  private static String lay(String layout, MailContent content) {
    var writer = new StringWriter(8 * 1024);
    try {
      Engine.ENGINE.getTemplate(layout).evaluate(writer, model(content), locale(content));
      return writer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("the mail layout " + layout + " can't be read", e);
    }
  }

  private static Locale locale(MailContent content) {
    return Locale.forLanguageTag(content.language());
  }

  private static Map<String, Object> model(MailContent content) {
    return Map.of("mail", content);
  }
}
