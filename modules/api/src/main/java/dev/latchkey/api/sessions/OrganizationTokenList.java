package dev.latchkey.api.sessions;

import java.util.List;

/** The tokens of an organisation, newest first; at most 200. */
public record OrganizationTokenList(List<OrganizationTokenView> items) {
  public OrganizationTokenList {
    items = List.copyOf(items);
  }
}
