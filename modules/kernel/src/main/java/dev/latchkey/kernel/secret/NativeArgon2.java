package dev.latchkey.kernel.secret;

import de.mkammerer.argon2.Argon2Advanced;
import de.mkammerer.argon2.Argon2Factory;
import de.mkammerer.argon2.Argon2Factory.Argon2Types;

/** The reference implementation in C, called through JNA. */
final class NativeArgon2 implements Argon2Engine {
  private final Argon2Advanced library = Argon2Factory.createAdvanced(Argon2Types.ARGON2id);

  @Override
  public byte[] hash(Argon2Parameters parameters, byte[] password, byte[] salt, int hashBytes) {
    return library.pbkdf(
        parameters.iterations(),
        parameters.memoryKib(),
        parameters.parallelism(),
        password,
        salt,
        hashBytes);
  }
}
