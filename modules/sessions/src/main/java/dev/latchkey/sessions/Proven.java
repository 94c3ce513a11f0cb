package dev.latchkey.sessions;

import dev.latchkey.api.access.Assurance;

/** By what somebody has proven who they are. */
enum Proven {
  BY_PASSWORD(Assurance.ONE_FACTOR, false),
  /** The device stands for the second factor, and is not as good as one. */
  BY_TRUSTED_DEVICE(Assurance.ONE_FACTOR, true),
  BY_SECOND_FACTOR(Assurance.TWO_FACTORS, false),
  /** Without a password: to hold the key, and to be verified by what holds it, are two factors. */
  BY_PASSKEY(Assurance.TWO_FACTORS, false);

  private final Assurance assurance;
  private final boolean trustedDevice;

  Proven(Assurance assurance, boolean trustedDevice) {
    this.assurance = assurance;
    this.trustedDevice = trustedDevice;
  }

  Assurance assurance() {
    return assurance;
  }

  boolean trustedDevice() {
    return trustedDevice;
  }

  boolean passkey() {
    return this == BY_PASSKEY;
  }
}
