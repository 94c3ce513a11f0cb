package dev.latchkey.accounts.users;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.me.ProfileText;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to get an account, as they will be kept.
 *
 * @param userName the handle that was asked for; null for the address
 */
record Newcomer(
    PersonId id, EmailAddress email, @Nullable String userName, Map<ProfileField, String> profile) {

  /**
   * Checks what is known of them.
   *
   * @throws dev.latchkey.api.bus.Refusal as {@link EmailAddress#of}, {@link UserName#of} and {@link
   *     ProfileText#of}
   */
  static Newcomer of(NewUser user) {
    Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
    put(profile, ProfileField.GIVEN_NAME, user.givenName());
    put(profile, ProfileField.FAMILY_NAME, user.familyName());
    put(profile, ProfileField.DISPLAY_NAME, user.displayName());
    put(profile, ProfileField.TITLE, user.title());
    return new Newcomer(
        new PersonId(Ids.next()),
        EmailAddress.of(user.email()),
        user.userName() == null ? null : UserName.of(user.userName()),
        profile);
  }

  private static void put(
      Map<ProfileField, String> profile, ProfileField field, @Nullable String written) {
    if (written != null) {
      profile.put(field, ProfileText.of(field, written));
    }
  }

  /** The handle that they get while nobody has ever had it. */
  String wantedHandle() {
    return userName == null ? email.key() : userName;
  }

  /** A field; null when it is empty. */
  @Nullable String text(ProfileField field) {
    String text = profile.get(field);
    return text == null || text.isEmpty() ? null : text;
  }

  /** Words that their password may not be made of. */
  List<String> context() {
    Stream<@Nullable String> words =
        Stream.of(
            email.key(),
            email.local(),
            userName,
            text(ProfileField.GIVEN_NAME),
            text(ProfileField.FAMILY_NAME),
            text(ProfileField.DISPLAY_NAME));
    return words.filter(Objects::nonNull).toList();
  }
}
