package dev.latchkey.mfa;

import java.util.List;
import java.util.UUID;

/**
 * A key of an authenticator.
 *
 * @param id what the authenticator calls it, 1 to 1023 bytes
 * @param publicKey a COSE key, at most 1024 bytes
 * @param aaguid the model of the authenticator; all zeros where it does not tell
 * @param signCount how often it has signed; 0 where the authenticator does not count
 * @param backupEligible whether a copy may ever be kept elsewhere
 * @param backedUp whether one is
 * @param transports by which the authenticator can be reached, at most 8
 */
record Credential(
    byte[] id,
    byte[] publicKey,
    UUID aaguid,
    long signCount,
    boolean backupEligible,
    boolean backedUp,
    List<String> transports) {

  @Override
  public String toString() {
    return "Credential[" + aaguid + "]";
  }
}
