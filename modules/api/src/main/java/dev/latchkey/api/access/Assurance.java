package dev.latchkey.api.access;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How strongly a caller proved who they are (authenticator assurance levels, NIST SP 800-63B-4 §2).
 */
public enum Assurance {
  /** One factor: a password, or a token that stands for a person. */
  ONE_FACTOR("aal1"),
  /** Two factors of different kinds. */
  TWO_FACTORS("aal2");

  private final String wireName;

  Assurance(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire and in tokens. */
  @JsonValue
  public String wireName() {
    return wireName;
  }
}
