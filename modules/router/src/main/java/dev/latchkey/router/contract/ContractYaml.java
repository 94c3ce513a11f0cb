package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the JSON that a YAML document stands for. It works on the parser's events, below YAML's own
 * types: a date stays a text, {@code no} and {@code on} stay texts, a key {@code 200} is a text,
 * and anchors and tags are refused. It takes half the time of the library's own constructor, which
 * counts because every start waits for it.
 */
final class ContractYaml {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,17})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]*)\\.[0-9]+");

  private final String name;
  private final Parser parser;

  private ContractYaml(String name, String text) {
    this.name = name;
    this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
  }

  /**
   * @param name the document's name for messages
   * @throws BadContract when the text is not YAML, not one object, has a key twice or uses anchors
   */
  static JsonObject read(String name, String text) {
    try {
      return new ContractYaml(name, text).document();
    } catch (MarkedYAMLException notYaml) {
      int line = notYaml.getProblemMark().getLine() + 1;
      throw new BadContract(
          name + ", line " + line + ", is not valid YAML: " + notYaml.getProblem() + ".");
    } catch (YAMLException unprintable) {
      throw new BadContract(name + " holds a character that YAML does not allow.");
    }
  }

  private JsonObject document() {
    parser.getEvent();
    parser.getEvent();
    if (!(parser.getEvent() instanceof MappingStartEvent)) {
      throw new BadContract(name + " must hold one OpenAPI document.");
    }
    JsonObject document = mapping();
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw new BadContract(name + " holds more than one YAML document.");
    }
    return document;
  }

  private JsonObject mapping() {
    JsonObject object = new JsonObject();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event event = parser.getEvent();
      if (!(event instanceof ScalarEvent key)) {
        throw refused(event, "has a key that is no text");
      }
      if (object.containsKey(key.getValue())) {
        throw refused(event, "has the key " + key.getValue() + " a second time");
      }
      object.put(key.getValue(), value(parser.getEvent()));
    }
    parser.getEvent();
    return object;
  }

  private JsonArray sequence() {
    JsonArray array = new JsonArray();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      array.add(value(parser.getEvent()));
    }
    parser.getEvent();
    return array;
  }

  private @Nullable Object value(Event event) {
    if (event instanceof AliasEvent || (event instanceof NodeEvent n && n.getAnchor() != null)) {
      throw refused(event, "uses an anchor; write a $ref instead");
    }
    if (event instanceof ScalarEvent scalar) {
      return scalar(scalar);
    }
    return event instanceof MappingStartEvent ? mapping() : sequence();
  }

  private @Nullable Object scalar(ScalarEvent scalar) {
    if (scalar.getTag() != null) {
      throw refused(scalar, "uses a tag");
    }
    return scalar.isPlain() ? plain(scalar.getValue()) : scalar.getValue();
  }

  private static @Nullable Object plain(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      case "null", "~", "" -> null;
      default -> textOrNumber(text);
    };
  }

  private static Object textOrNumber(String text) {
    if (WHOLE.matcher(text).matches()) {
      long number = Long.parseLong(text);
      return number == (int) number ? (Object) (int) number : (Object) number;
    }
    return DECIMAL.matcher(text).matches() ? (Object) Double.valueOf(text) : text;
  }

  private BadContract refused(Event event, String wrong) {
    return new BadContract(
        name + ", line " + (event.getStartMark().getLine() + 1) + ", " + wrong + ".");
  }
}
