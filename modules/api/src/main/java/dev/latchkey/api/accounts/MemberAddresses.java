package dev.latchkey.api.accounts;

import java.util.List;

/** Every address of somebody, as they were written. */
public record MemberAddresses(List<String> addresses) {
  public MemberAddresses {
    addresses = List.copyOf(addresses);
  }

  @Override
  public String toString() {
    return "MemberAddresses[" + addresses.size() + "]";
  }
}
