package dev.latchkey.api.mfa;

import java.util.List;

/** The trusted devices of a person. */
public record TrustedDeviceList(List<TrustedDeviceView> items) {
  public TrustedDeviceList {
    items = List.copyOf(items);
  }
}
