package dev.latchkey.router.jsonapi;

import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.router.surface.Call;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the body of an update says: what is left out stays, a null name or title is cleared. */
record UserChange(
    String id,
    Map<ProfileField, String> set,
    Set<ProfileField> clear,
    @Nullable String email,
    @Nullable Boolean disabled) {

  private static final Map<String, ProfileField> FIELDS =
      Map.of("name", ProfileField.DISPLAY_NAME, "title", ProfileField.TITLE);

  static UserChange of(Call call) {
    JsonObject data = call.body().getJsonObject("data");
    JsonObject attributes = data.getJsonObject("attributes", new JsonObject());
    Map<ProfileField, String> set = new EnumMap<>(ProfileField.class);
    Set<ProfileField> clear = EnumSet.noneOf(ProfileField.class);
    FIELDS.forEach(
        (name, field) -> {
          String value = attributes.getString(name);
          if (value != null) {
            set.put(field, value);
          } else if (attributes.containsKey(name)) {
            clear.add(field);
          }
        });
    return new UserChange(
        data.getString("id"),
        set,
        clear,
        attributes.getString("email"),
        attributes.getBoolean("disabled"));
  }
}
