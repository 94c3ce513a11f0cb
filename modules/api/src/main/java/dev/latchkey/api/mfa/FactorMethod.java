package dev.latchkey.api.mfa;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person can prove besides their password. */
public enum FactorMethod {
  /** A code of an authenticator app (RFC 6238). */
  TOTP,
  /** A key of an authenticator, in a device or on a stick (Web Authentication). */
  PASSKEY,
  /** One of the codes that were shown once, for when nothing else is at hand. */
  RECOVERY_CODE;

  /** The name on the wire, such as {@code recovery_code}. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
