package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.Failure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of a row as an entity tag (RFC 9110 section 8.8.3), and what If-Match says of it. */
final class EntityTag {

  private static final Pattern STRONG = Pattern.compile("\"([0-9]{1,9})\"");

  private EntityTag() {}

  static String of(int version) {
    return "\"" + version + "\"";
  }

  /**
   * The version that a change expects; null when it does not mind.
   *
   * @param ifMatch the header; null when it was not sent
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#VERSION_CONFLICT} for a tag that this
   *     service never gave, weak ones too, and for several: only one version can be the one read
   */
  static @Nullable Integer expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return null;
    }
    Matcher tag = STRONG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw Failure.VERSION_CONFLICT.refusal();
    }
    return Integer.valueOf(tag.group(1));
  }
}
