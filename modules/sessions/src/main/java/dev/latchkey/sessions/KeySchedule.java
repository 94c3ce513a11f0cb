package dev.latchkey.sessions;

import java.time.Duration;

/**
 * When signing keys are looked at and change hands.
 *
 * @param reload how often each verticle reads the keys
 * @param lead how long a new key is known before it signs: many reloads, so that no node and no
 *     reader of the key set meets an unknown one
 * @param margin how much longer than its last token an old key verifies: covers the verticles that
 *     have not reloaded yet and still sign by it
 * @param pause how long an unknown key id is refused without another look into the database
 */
record KeySchedule(Duration reload, Duration lead, Duration margin, Duration pause) {

  /** Chosen, not measured. */
  static final KeySchedule STANDARD =
      new KeySchedule(
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofSeconds(5));

  /** How a new key follows the others: they verify until their last token has expired. */
  SigningKeyStore.Succession succession(SessionsConfig config) {
    return new SigningKeyStore.Succession(
        config.signingKeyLifetime(), lead, config.accessTokenLifetime().plus(margin));
  }
}
