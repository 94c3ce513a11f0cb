package dev.latchkey.kernel.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads the part of YAML that settings need: nested groups with kebab-case names, single values and
 * lists of single values. It works on the parser's events, below YAML's types, so {@code 010},
 * {@code no} and {@code 22:30} stay the texts they are, and no tag can name a class.
 */
final class SettingsYaml {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");
  private static final int DEEPEST_GROUP = 4;

  private final String file;
  private final Parser parser;
  private final Map<String, Setting> settings = new LinkedHashMap<>();

  private SettingsYaml(String file, String text) {
    this.file = file;
    this.parser = new ParserImpl(new StreamReader(text), new LoaderOptions());
  }

  /**
   * The settings of a file by their keys, in the file's order.
   *
   * @param file its name for messages
   * @throws BadSetting when the text is not YAML or uses more of YAML than settings need, or a name
   *     is given twice
   */
  static Map<String, Setting> parse(String file, String text) {
    try {
      return new SettingsYaml(file, text).document();
    } catch (MarkedYAMLException notYaml) {
      // The exception's own message quotes the line, which may hold a secret.
      var line = notYaml.getProblemMark().getLine() + 1;
      throw new BadSetting(
          file + ", line " + line + ", is not valid YAML: " + notYaml.getProblem() + ".");
    } catch (YAMLException unprintable) {
      throw new BadSetting(file + " holds a character that YAML does not allow.");
    }
  }

  private Map<String, Setting> document() {
    parser.getEvent();
    if (parser.checkEvent(Event.ID.StreamEnd)) {
      return settings;
    }
    parser.getEvent();
    root(parser.getEvent());
    parser.getEvent();
    if (!parser.checkEvent(Event.ID.StreamEnd)) {
      throw new BadSetting(file + " holds more than one YAML document, but must hold one.");
    }
    return settings;
  }

  private void root(Event event) {
    plain("The first line", event);
    if (event instanceof MappingStartEvent) {
      group("", 1);
    } else if (!(event instanceof ScalarEvent scalar) || !isNothing(scalar)) {
      throw new BadSetting(
          file + " must hold groups of settings, such as http: and below it port:.");
    }
  }

  private void group(String prefix, int depth) {
    var names = new HashSet<String>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      var key = prefix + name(prefix, parser.getEvent(), names);
      value(key, parser.getEvent(), depth);
    }
    parser.getEvent();
  }

  private String name(String prefix, Event event, Set<String> names) {
    if (!(event instanceof ScalarEvent scalar) || !NAME.matcher(scalar.getValue()).matches()) {
      throw refused(
          prefix.isEmpty() ? "A name" : "A name below " + prefix.substring(0, prefix.length() - 1),
          event,
          "must be of small letters, digits and dashes, such as max-body, one for each group.");
    }
    plain(prefix + scalar.getValue(), scalar);
    if (!names.add(scalar.getValue())) {
      throw refused(prefix + scalar.getValue(), event, "is given a second time.");
    }
    return scalar.getValue();
  }

  private void value(String key, Event event, int depth) {
    plain(key, event);
    if (event instanceof ScalarEvent scalar) {
      settings.put(key, Setting.single(key, text(key, scalar), source(event)));
    } else if (event instanceof MappingStartEvent) {
      nested(key, event, depth);
    } else {
      settings.put(key, Setting.list(key, entries(key), source(event)));
    }
  }

  private void nested(String key, Event event, int depth) {
    if (depth == DEEPEST_GROUP) {
      throw refused(key, event, "is nested too deeply.");
    }
    if (parser.checkEvent(Event.ID.MappingEnd)) {
      throw refused(key, event, "has no value; leave it out.");
    }
    group(key + ".", depth + 1);
  }

  private List<String> entries(String key) {
    var entries = new ArrayList<String>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      var event = parser.getEvent();
      plain(key, event);
      if (!(event instanceof ScalarEvent scalar)) {
        throw refused(key, event, "must be a list of single values.");
      }
      entries.add(text(key, scalar));
    }
    parser.getEvent();
    return entries;
  }

  private String text(String key, ScalarEvent scalar) {
    if (isNothing(scalar)) {
      throw refused(key, scalar, "has no value; write \"\" for an empty one, or leave it out.");
    }
    return scalar.getValue();
  }

  private static boolean isNothing(ScalarEvent scalar) {
    return scalar.isPlain() && NOTHING.contains(scalar.getValue());
  }

  private void plain(String key, Event event) {
    if (event instanceof AliasEvent
        || (event instanceof NodeEvent node && node.getAnchor() != null)
        || (event instanceof ScalarEvent scalar && scalar.getTag() != null)
        || (event instanceof CollectionStartEvent collection && collection.getTag() != null)) {
      throw refused(key, event, "uses a YAML anchor, alias or tag, which settings do not allow.");
    }
  }

  private BadSetting refused(String key, Event event, String wrong) {
    return new BadSetting(key + " (" + source(event) + ") " + wrong);
  }

  private String source(Event event) {
    return "line " + (event.getStartMark().getLine() + 1) + " of " + file;
  }
}
