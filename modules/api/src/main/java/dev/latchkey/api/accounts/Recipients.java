package dev.latchkey.api.accounts;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom notices about a person go to, and how they are addressed.
 *
 * @param addresses every proven address, the primary one first; empty when none is proven
 * @param name what the person is called; null when they did not say
 * @param locale a BCP 47 tag; null when they did not say
 * @param declined the kinds of mails that the person does without
 */
public record Recipients(
    List<String> addresses,
    @Nullable String name,
    @Nullable String locale,
    Set<NoticeKind> declined) {
  public Recipients {
    addresses = List.copyOf(addresses);
    declined = Set.copyOf(declined);
  }

  /** Of a person who does without nothing. */
  public Recipients(List<String> addresses, @Nullable String name, @Nullable String locale) {
    this(addresses, name, locale, Set.of());
  }

  @Override
  public String toString() {
    return "Recipients[" + addresses.size() + "]";
  }
}
