package dev.latchkey.accounts.preference;

import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Failure;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A merge patch of what a person has said. Pure. */
record PreferencePatch(Map<String, Object> set, Set<String> clear) {

  private static final Set<String> FIELDS =
      Stream.of(Preferences.class.getRecordComponents())
          .map(RecordComponent::getName)
          .filter(name -> !name.equals("version"))
          .collect(Collectors.toUnmodifiableSet());

  /**
   * The patch of a request.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST} for a field that there is
   *     not, or a pointer to nothing
   */
  static PreferencePatch of(UpdatePreferences request) {
    boolean known =
        FIELDS.containsAll(request.set().keySet())
            && request.clear().stream()
                .allMatch(pointer -> pointer.startsWith("/") && FIELDS.contains(field(pointer)));
    if (!known) {
      throw Failure.INVALID_REQUEST.refusal("There is no preference of that name.");
    }
    return new PreferencePatch(request.set(), request.clear());
  }

  private static String field(String pointer) {
    return pointer.split("/", 3)[1];
  }

  /** What the person has said after it. */
  JsonObject applyTo(JsonObject said) {
    JsonObject after = said.copy();
    clear.forEach(pointer -> remove(after, List.of(pointer.substring(1).split("/"))));
    return withoutEmpty(after.mergeIn(new JsonObject(set).copy(), true));
  }

  private static void remove(JsonObject within, List<String> path) {
    String name = path.get(0);
    if (path.size() == 1) {
      within.remove(name);
    } else if (within.getValue(name) instanceof JsonObject nested) {
      remove(nested, path.subList(1, path.size()));
    }
  }

  /** An object of which nothing is left says nothing. */
  private static JsonObject withoutEmpty(JsonObject object) {
    JsonObject kept = new JsonObject();
    for (String name : object.fieldNames()) {
      Object value = object.getValue(name);
      Object rest = value instanceof JsonObject nested ? withoutEmpty(nested) : value;
      if (!(rest instanceof JsonObject nested) || !nested.isEmpty()) {
        kept.put(name, rest);
      }
    }
    return kept;
  }
}
