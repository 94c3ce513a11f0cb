package dev.latchkey.mfa;

import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.Curve;
import com.webauthn4j.data.attestation.authenticator.EC2COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.authenticator.RSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import java.math.BigInteger;
import java.util.List;

/**
 * Which public keys passkeys may have. A key of an algorithm that was asked for may still be on
 * another curve than that stands for (Web Authentication Level 3, 5.8.5), weak, or so large that
 * checks are slow; webauthn4j takes them all.
 */
final class AcceptedKeys {

  /** Of COSE, the ones that browsers are told to prefer first: EdDSA, ES256, RS256. */
  static final List<Long> ALGORITHMS = List.of(-8L, -7L, -257L);

  /** NIST SP 800-131A Rev. 2, 3. */
  private static final int LEAST_MODULUS_BITS = 2048;

  /** Chosen, not measured. */
  private static final int MOST_MODULUS_BITS = 4096;

  /** What Java asks of large moduli; keys that are in use have 17 bits. */
  private static final int MOST_EXPONENT_BITS = 64;

  private AcceptedKeys() {}

  /** Whether a passkey may have that key; a private one is no key to tell us. */
  static boolean accept(COSEKey key) {
    COSEAlgorithmIdentifier algorithm = key.getAlgorithm();
    if (key.hasPrivateKey()) {
      return false;
    }
    if (key instanceof EC2COSEKey elliptic) {
      return algorithm.equals(COSEAlgorithmIdentifier.ES256)
          && elliptic.getCurve() == Curve.SECP256R1;
    }
    if (key instanceof EdDSACOSEKey edwards) {
      return algorithm.equals(COSEAlgorithmIdentifier.EdDSA) && edwards.getCurve() == Curve.ED25519;
    }
    return algorithm.equals(COSEAlgorithmIdentifier.RS256)
        && key instanceof RSACOSEKey rsa
        && isSound(new BigInteger(1, rsa.getN()), new BigInteger(1, rsa.getE()));
  }

  private static boolean isSound(BigInteger modulus, BigInteger exponent) {
    return modulus.bitLength() >= LEAST_MODULUS_BITS
        && modulus.bitLength() <= MOST_MODULUS_BITS
        && exponent.bitLength() <= MOST_EXPONENT_BITS;
  }
}
