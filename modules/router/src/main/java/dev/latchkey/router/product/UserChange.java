package dev.latchkey.router.product;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.sessions.SwitchOrganization;
import dev.latchkey.router.surface.MergePatch;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a change asks for, sorted by whom it goes to. Pure.
 *
 * @param me who asks
 */
record UserChange(JsonObject body, Me me) {

  /** What the columns of events are called that the product itself chooses. */
  static final String DEFAULT_COLUMNS = "DEFAULT";

  /** Where scenes are kept of somebody without an organisation. */
  private static final String NOWHERE = "none";

  private static final Map<String, ProfileField> PROFILE =
      Map.of("first_name", ProfileField.GIVEN_NAME, "last_name", ProfileField.FAMILY_NAME);

  private static final List<String> PREFERENCES =
      List.of(
          "theme_mode",
          "toolbar_mode",
          "shortcut_position",
          "allow_sidebar_suggestions",
          "anonymize_data",
          "role_at_organization",
          "notification_settings",
          "has_seen_product_intro_for");

  /** Where the scenes of an organisation are kept. */
  static String place(@Nullable OrganizationId organization) {
    return organization == null ? NOWHERE : organization.toString();
  }

  /**
   * What is refused before anything is done.
   *
   * @return empty when it may be tried
   */
  Optional<Reply> refusal() {
    return destination().refusal().or(this::refusalOfPassword);
  }

  private Optional<Reply> refusalOfPassword() {
    if (password() == null) {
      return Optional.empty();
    }
    if (currentPassword() == null) {
      return refused("required", "current_password", "This field is required.");
    }
    return email() == null
        ? Optional.empty()
        : refused("invalid_input", "email", "Change the password and the address one by one.");
  }

  /** The requests that it takes, in their order; the profile's when it is nothing. */
  List<Class<? extends Request<?>>> takes(Caller caller) {
    List<Class<? extends Request<?>>> types = new ArrayList<>();
    Optional.ofNullable(password()).ifPresent(it -> types.add(ChangePassword.class));
    profile(caller).ifPresent(it -> types.add(UpdateMe.class));
    preferences(caller).ifPresent(it -> types.add(UpdatePreferences.class));
    destination().elsewhere().ifPresent(it -> types.add(SwitchOrganization.class));
    return types.isEmpty() ? List.of(UpdateMe.class) : types;
  }

  /** Where they are to act from then on. */
  Destination destination() {
    return new Destination(body, me);
  }

  private static Optional<Reply> refused(String code, String attr, String detail) {
    return Optional.of(FlatFailures.invalid(code, attr, detail));
  }

  @Nullable String password() {
    return body.getString("password");
  }

  @Nullable String currentPassword() {
    return body.getString("current_password");
  }

  /** The wanted address. Clients send the whole form: their own, in whatever case, is none. */
  @Nullable String email() {
    String wanted = body.getString("email");
    return wanted != null && me.user() != null && wanted.equalsIgnoreCase(me.user().email())
        ? null
        : wanted;
  }

  /** Whether it wants a fresh proof of who the caller is; what null allows is nothing. */
  boolean isSensitive() {
    return email() != null || Boolean.TRUE.equals(body.getValue("allow_impersonation"));
  }

  /** What is changed of the profile; empty when it is nothing. */
  Optional<UpdateMe> profile(Caller caller) {
    Map<ProfileField, String> set = new EnumMap<>(ProfileField.class);
    Set<ProfileField> clear = EnumSet.noneOf(ProfileField.class);
    PROFILE.forEach((name, field) -> sort(name, field, set, clear));
    boolean nothing =
        set.isEmpty()
            && clear.isEmpty()
            && email() == null
            && !body.containsKey("allow_impersonation");
    return nothing
        ? Optional.empty()
        : Optional.of(new UpdateMe(caller, set, clear, email(), impersonation(), null));
  }

  private void sort(
      String name, ProfileField field, Map<ProfileField, String> set, Set<ProfileField> clear) {
    String text = body.getString(name);
    if (text != null && !text.isBlank()) {
      set.put(field, text);
    } else if (body.containsKey(name)) {
      clear.add(field);
    }
  }

  private @Nullable Boolean impersonation() {
    return body.containsKey("allow_impersonation")
        ? Boolean.TRUE.equals(body.getValue("allow_impersonation"))
        : null;
  }

  /** What is changed of the preferences; empty when it is nothing. */
  Optional<UpdatePreferences> preferences(Caller caller) {
    MergePatch patch = MergePatch.of(wishes());
    return patch.set().isEmpty() && patch.clear().isEmpty()
        ? Optional.empty()
        : Optional.of(new UpdatePreferences(caller, patch.set(), patch.clear(), null));
  }

  private JsonObject wishes() {
    JsonObject wishes = new JsonObject();
    PREFERENCES.stream()
        .filter(body::containsKey)
        .forEach(name -> wishes.put(Spelling.camel(name), body.getValue(name)));
    known("hedgehog_config", Hedgehog.FIELDS)
        .ifPresent(it -> wishes.put("hedgehogConfig", it.isEmpty() ? null : Spelling.camel(it)));
    known("events_column_config", List.of("active"))
        .ifPresent(it -> wishes.put("eventsColumnConfig", columns(it)));
    return wishes;
  }

  /** An object without what is not known here; an empty one for null. */
  private Optional<JsonObject> known(String name, List<String> fields) {
    JsonObject sent = body.getJsonObject(name, new JsonObject());
    JsonObject known = new JsonObject();
    Stream.ofNullable(sent)
        .forEach(
            each ->
                fields.stream()
                    .filter(each::containsKey)
                    .forEach(field -> known.put(field, each.getValue(field))));
    return body.containsKey(name) && (sent == null || !known.isEmpty())
        ? Optional.of(known)
        : Optional.empty();
  }

  private static JsonObject columns(JsonObject config) {
    return new JsonObject()
        .put("active", config.getValue("active") instanceof JsonArray chosen ? chosen : null);
  }

  /** The fields of the mascot that are kept. */
  private static final class Hedgehog {

    static final List<String> FIELDS =
        List.of(
            "enabled",
            "use_as_profile",
            "color",
            "skin",
            "accessories",
            "walking_enabled",
            "interactions_enabled",
            "controls_enabled",
            "party_mode_enabled",
            "fixed_direction");

    private Hedgehog() {}
  }
}
