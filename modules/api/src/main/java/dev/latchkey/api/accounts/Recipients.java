package dev.latchkey.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom notices about a person go to, and how they are addressed.
 *
 * @param addresses every proven address, the primary one first; empty when none is proven
 * @param name what the person is called; null when they did not say
 * @param locale a BCP 47 tag; null when they did not say
 */
public record Recipients(List<String> addresses, @Nullable String name, @Nullable String locale) {
  public Recipients {
    addresses = List.copyOf(addresses);
  }

  @Override
  public String toString() {
    return "Recipients[" + addresses.size() + "]";
  }
}
