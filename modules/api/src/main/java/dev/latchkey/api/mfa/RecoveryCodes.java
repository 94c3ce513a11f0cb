package dev.latchkey.api.mfa;

import java.util.List;

/**
 * Ten codes, each good for one sign-in; told once. Those of before are worthless. Empty where none
 * were asked for.
 */
public record RecoveryCodes(List<String> codes) {
  public RecoveryCodes {
    codes = List.copyOf(codes);
  }

  @Override
  public String toString() {
    return "RecoveryCodes[]";
  }
}
