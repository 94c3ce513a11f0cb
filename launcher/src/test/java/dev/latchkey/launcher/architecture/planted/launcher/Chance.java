package dev.latchkey.launcher.architecture.planted.launcher;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes the time, ids and randomness from elsewhere than kernel. */
final class Chance {
  private Chance() {}

  static final class Now {
    Instant now() {
      return Instant.now();
    }
  }

  static final class Id {
    UUID id() {
      return UUID.randomUUID();
    }
  }

  static final class Refers {
    Supplier<UUID> ids() {
      return UUID::randomUUID;
    }
  }

  static final class Secure {
    SecureRandom random() {
      return new SecureRandom();
    }
  }

  static final class Dice {
    double roll() {
      return Math.random();
    }
  }
}
