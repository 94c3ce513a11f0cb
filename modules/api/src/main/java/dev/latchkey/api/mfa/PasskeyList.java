package dev.latchkey.api.mfa;

import java.util.List;

/** The passkeys of a person. */
public record PasskeyList(List<PasskeyView> items) {
  public PasskeyList {
    items = List.copyOf(items);
  }
}
