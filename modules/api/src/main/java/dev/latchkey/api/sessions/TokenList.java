package dev.latchkey.api.sessions;

import java.util.List;

/** The tokens of a person, newest first; at most 50. */
public record TokenList(List<TokenView> items) {
  public TokenList {
    items = List.copyOf(items);
  }
}
