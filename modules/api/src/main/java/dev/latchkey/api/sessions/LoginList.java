package dev.latchkey.api.sessions;

import java.util.List;

/** The logins of a person. */
public record LoginList(List<LoginView> items) {
  public LoginList {
    items = List.copyOf(items);
  }
}
