package dev.latchkey.kernel.secret;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/** The implementation in Java, half as slow again, for machines without the native library. */
final class BouncyCastleArgon2 implements Argon2Engine {
  @Override
  public byte[] hash(Argon2Parameters parameters, byte[] password, byte[] salt, int hashBytes) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
            .withVersion(org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(parameters.memoryKib())
            .withIterations(parameters.iterations())
            .withParallelism(parameters.parallelism())
            .withSalt(salt)
            .build());
    byte[] hash = new byte[hashBytes];
    generator.generateBytes(password, hash);
    return hash;
  }
}
