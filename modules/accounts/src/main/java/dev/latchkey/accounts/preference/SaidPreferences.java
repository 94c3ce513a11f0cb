package dev.latchkey.accounts.preference;

import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordJson;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What a person has said of how they like things to be, and nothing else. Immutable.
 *
 * @param version counts the changes; 0 for who never made one
 */
record SaidPreferences(JsonObject said, int version) {

  static final SaidPreferences NOTHING = new SaidPreferences(new JsonObject(), 0);

  /** With the defaults for what was never said. */
  Preferences whole() {
    JsonObject whole = RecordJson.toJson(Preferences.DEFAULT).mergeIn(said, true);
    return RecordJson.decode(whole.put("version", version), Preferences.class);
  }

  /**
   * What is said after a patch, still in this version.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST}, {@link
   *     Failure#PREFERENCES_TOO_LARGE}
   */
  SaidPreferences after(PreferencePatch patch) {
    JsonObject after = patch.applyTo(said);
    PreferenceRules.requireFewer(after.encode().length(), PreferenceRules.MOST_CHARACTERS);
    SaidPreferences changed = new SaidPreferences(after, version);
    changed.requireKnown();
    PreferenceRules.check(changed.whole());
    return changed;
  }

  /** What the record does not have, or has in another form, is not in it any more. */
  private void requireKnown() {
    JsonObject known = RecordJson.toJson(whole());
    if (!known.copy().mergeIn(said, true).equals(known)) {
      throw Failure.INVALID_REQUEST.refusal("A preference does not have the form that it takes.");
    }
  }

  /** The fields in which another one differs, in order. */
  List<String> differences(SaidPreferences other) {
    TreeSet<String> fields = new TreeSet<>(said.fieldNames());
    fields.addAll(other.said.fieldNames());
    fields.removeIf(field -> Objects.equals(said.getValue(field), other.said.getValue(field)));
    return List.copyOf(fields);
  }
}
