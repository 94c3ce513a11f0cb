package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.ProfileField;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a body says of a profile: what is left out stays, null clears. */
record ProfileChange(Map<ProfileField, String> set, Set<ProfileField> clear) {

  static ProfileChange of(JsonObject body) {
    Map<ProfileField, String> set = new EnumMap<>(ProfileField.class);
    Set<ProfileField> clear = EnumSet.noneOf(ProfileField.class);
    for (ProfileField field : ProfileField.values()) {
      String value = body.getString(field.wireName());
      if (value != null) {
        set.put(field, value);
      } else if (body.containsKey(field.wireName())) {
        clear.add(field);
      }
    }
    return new ProfileChange(set, clear);
  }
}
