package dev.latchkey.notifications.mail;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * As whom the service writes. Immutable.
 *
 * @param product what the product calls itself, in every subject: 1 to 40 characters of the basic
 *     plane without control characters
 * @param from the sender; the mail server must accept its address
 * @param support where a person finds help, an address or a URL on one line of at most 200
 *     characters; without one the mails speak of the people who run the product
 */
public record MailIdentity(String product, Mailbox from, @Nullable String support) {
  private static final Pattern PRODUCT = Pattern.compile("[^\\p{Cc}\\p{Cs}\\u2028\\u2029]{1,40}");
  private static final Pattern SUPPORT = Pattern.compile("[\\x21-\\x7E]{1,200}");

  /**
   * @throws IllegalArgumentException when product or support has not the form said above
   */
  public MailIdentity {
    boolean basicPlane = product.codePoints().allMatch(Character::isBmpCodePoint);
    if (product.isBlank() || !basicPlane || !PRODUCT.matcher(product).matches()) {
      throw new IllegalArgumentException(
          "the product's name must be 1 to 40 characters on one line, without emoji");
    }
    if (support != null && !SUPPORT.matcher(support).matches()) {
      throw new IllegalArgumentException("the support contact must be an address or a URL");
    }
  }
}
