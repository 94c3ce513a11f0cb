package dev.latchkey.router.rpc;

import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
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
 */
record SentDetails(JsonObject details) {

  static SentDetails of(JsonObject body) {
    return new SentDetails(body.getJsonObject("UserDetails", body));
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

  String userName() {
    return Fields.required(details, "UserName");
  }

  /** A handle may be left out: then it is the address. */
  NewUser newUser() {
    return new NewUser(
        Fields.required(details, "Email"),
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

  /** The address, if it is another one; null to leave it. */
  @Nullable String emailUnlike(@Nullable String present) {
    String email = details.getString("Email");
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

  /** Whether it says of a lock what is not so. */
  boolean locksUnlike(boolean present) {
    return details.getBoolean("Locked", present) != present;
  }
}
