package dev.latchkey.accounts.users;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.api.bus.Failure;
import java.util.regex.Pattern;

/**
 * A handle that is chosen: 1 to 254 ASCII letters, digits and {@code . _ + ' @ -}, a letter or
 * digit first, in lower case. An id is none, since whoever lost their handle is named by their id,
 * and neither is {@code me}.
 */
final class UserName {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9._+'@-]{0,253}");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private UserName() {}

  /**
   * The handle as it is kept.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#USER_NAME_INVALID}
   */
  static String of(String written) {
    String name = EmailAddress.key(written);
    if (!SHAPE.matcher(name).matches() || ID.matcher(name).matches() || name.equals("me")) {
      throw Failure.USER_NAME_INVALID.refusal();
    }
    return name;
  }
}
