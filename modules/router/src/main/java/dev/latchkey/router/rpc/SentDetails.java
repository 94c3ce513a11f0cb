package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.router.contract.Violations;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of somebody: in {@code UserDetails}, or field by field beside the rest, as
 * forms do. What is left out stays as it is, an empty text clears; what is derived (permissions,
 * groups, where an account comes from) is not read.
 *
 * @param details where the fields stand
 * @param pointer to there
 */
record SentDetails(JsonObject details, String pointer) {

  private static final String NESTED = "UserDetails";
  private static final String LOCKED = "Locked";
  private static final String DISABLED = "Disabled";

  static SentDetails of(JsonObject body) {
    return body.containsKey(NESTED)
        ? new SentDetails(body.getJsonObject(NESTED), "/" + NESTED)
        : new SentDetails(body, "");
  }

  /** What is to be different in a profile. */
  record Profile(Map<ProfileField, String> set, Set<ProfileField> clear) {

    boolean isEmpty() {
      return set.isEmpty() && clear.isEmpty();
    }

    private Profile change(ProfileField field, @Nullable String sent, @Nullable String present) {
      if (sent != null && sent.isEmpty() && present != null) {
        clear.add(field);
      } else if (sent != null && !sent.isEmpty() && !sent.equals(present)) {
        set.put(field, sent);
      }
      return this;
    }
  }

  /**
   * Whom it is about.
   *
   * @throws Violations when it does not say
   */
  String userName() {
    return required("UserName");
  }

  /**
   * Somebody new. A handle may be left out: then it is the address.
   *
   * @throws Violations without an address, or with what nobody is from the start
   */
  NewUser newUser() {
    agreeing(false, false);
    return new NewUser(
        required("Email"),
        details.getString("UserName"),
        details.getString("FirstName"),
        details.getString("SecondName"),
        null,
        null);
  }

  /** What differs from that. */
  Profile profile(
      @Nullable String givenName, @Nullable String familyName, @Nullable String timeZone) {
    return new Profile(new EnumMap<>(ProfileField.class), EnumSet.noneOf(ProfileField.class))
        .change(ProfileField.GIVEN_NAME, details.getString("FirstName"), givenName)
        .change(ProfileField.FAMILY_NAME, details.getString("SecondName"), familyName)
        .change(ProfileField.TIME_ZONE, details.getString("TimeZoneId"), timeZone);
  }

  /**
   * The address, if it is another one; null to leave it.
   *
   * @throws Violations when it is to be cleared
   */
  @Nullable String emailUnlike(@Nullable String present) {
    String email = details.getString("Email");
    if (email != null && email.isEmpty() && present != null) {
      throw wrong("Email", "min_length", "Email can be replaced, and not cleared.");
    }
    return email == null || email.isEmpty() || email.equals(present) ? null : email;
  }

  /** The names of the roles, if they are others; empty to leave them. */
  Optional<Set<String>> rolesUnlike(List<String> present) {
    JsonArray sent = details.getJsonArray("Roles");
    if (sent == null) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    sent.forEach(each -> names.add(String.valueOf(each)));
    return Optional.of(names).filter(wanted -> !wanted.equals(new HashSet<>(present)));
  }

  /**
   * Refuses what says otherwise of somebody than is so, and can't be set.
   *
   * @throws Violations for a lock or a state that differ
   */
  void agreeing(boolean locked, boolean disabled) {
    if (saysUnlike(LOCKED, locked)) {
      throw wrong(LOCKED, "read_only", "Locked is no setting: reset lifts a lock.");
    }
    if (saysUnlike(DISABLED, disabled)) {
      throw wrong(
          DISABLED,
          "read_only",
          "Disabled is no setting here: use /api/v1/org/users/{user}/disable and enable.");
    }
  }

  /** Whether it says of a lock or a state what is not so of somebody who can ask. */
  boolean locks() {
    return saysUnlike(LOCKED, false) || saysUnlike(DISABLED, false);
  }

  private boolean saysUnlike(String name, boolean present) {
    return details.getBoolean(name, present) != present;
  }

  private String required(String name) {
    String text = details.getString(name);
    if (text == null || text.isBlank()) {
      throw Fields.missing(pointer + "/" + name);
    }
    return text;
  }

  private Violations wrong(String name, String code, String sentence) {
    return Fields.wrong(pointer + "/" + name, code, sentence);
  }
}
