package dev.latchkey.sessions;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.KeySetView;
import dev.latchkey.kernel.secret.CannotDecrypt;
import dev.latchkey.kernel.secret.InvalidKeyset;
import dev.latchkey.kernel.secret.Keyset;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys that one verticle signs and verifies by. They follow the database: read again now and
 * then, and when a token names a key that is not known here. Lives on the verticle's context.
 */
final class SigningKeys {

  /** What one reading found: keys by id, and the one to sign by. */
  private record Found(Map<String, SigningKey> keys, Optional<SigningKey> current) {}

  private final Vertx vertx;
  private final SigningKeyStore store;
  private final Keyset keyset;
  private final Duration pause;
  private Found found = new Found(Map.of(), Optional.empty());
  private int begunReadings;
  private int usedReading;
  private Future<Void> lookup = Future.succeededFuture();
  private boolean pausing;

  SigningKeys(Vertx vertx, SigningKeyStore store, Keyset keyset, Duration pause) {
    this.vertx = vertx;
    this.store = store;
    this.keyset = keyset;
    this.pause = pause;
  }

  /** What the private half of a key is bound to when it is encrypted. */
  static String context(UUID id) {
    return "sessions.signing_key:" + id;
  }

  /** Reads the keys from the database; of readings that overlap, the one begun last counts. */
  Future<Void> load() {
    int reading = ++begunReadings;
    return store.list().map(this::open).onSuccess(read -> use(read, reading)).mapEmpty();
  }

  /**
   * The key to sign by.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#UNAVAILABLE} while there is none
   */
  SigningKey current() {
    return found.current().orElseThrow(Failure.UNAVAILABLE::refusal);
  }

  /** The public halves of the current, the coming and the still verifying keys. */
  KeySetView describe() {
    return new KeySetView(found.keys().values().stream().map(SigningKey::published).toList());
  }

  /** Whether that key still verifies. */
  boolean knows(String id) {
    return found.keys().containsKey(id);
  }

  /** The key of that id, looked for in the database when it is not known, but not too often. */
  Future<Optional<SigningKey>> find(String id) {
    return knows(id) ? Future.succeededFuture(known(id)) : lookUp().map(done -> known(id));
  }

  private Optional<SigningKey> known(String id) {
    return Optional.ofNullable(found.keys().get(id));
  }

  private Future<Void> lookUp() {
    if (!pausing) {
      pausing = true;
      vertx.setTimer(pause.toMillis(), tick -> pausing = false);
      lookup = load();
    }
    return lookup;
  }

  private void use(Found read, int reading) {
    if (reading > usedReading) {
      usedReading = reading;
      found = read;
    }
  }

  private Found open(List<SigningKeyStore.Stored> stored) {
    Map<String, SigningKey> keys = new LinkedHashMap<>();
    stored.forEach(each -> keys.put(each.id().toString(), open(each)));
    Optional<SigningKey> current =
        stored.stream()
            .filter(SigningKeyStore.Stored::active)
            .findFirst()
            .map(each -> keys.get(each.id().toString()));
    return new Found(keys, current);
  }

  /** Keys never change, so a known one is not read anew. */
  private SigningKey open(SigningKeyStore.Stored stored) {
    String id = stored.id().toString();
    return known(id)
        .orElseGet(() -> SigningKey.of(vertx, id, stored.publicJwk(), privateKey(stored)));
  }

  private byte[] privateKey(SigningKeyStore.Stored stored) {
    try {
      return keyset.decrypt(stored.privateKey().getBytes(), context(stored.id()));
    } catch (CannotDecrypt foreign) {
      throw new InvalidKeyset(
          "The signing key %s was encrypted under another keyset: start with that one, or delete its row of sessions.signing_key."
              .formatted(stored.id()));
    }
  }
}
