package dev.latchkey.kernel.secret;

/** A computation of Argon2id, version 0x13. Thread-safe; every engine answers the same bytes. */
interface Argon2Engine {
  byte[] hash(Argon2Parameters parameters, byte[] password, byte[] salt, int hashBytes);
}
