package dev.latchkey.sessions;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.KeySetView;
import dev.latchkey.kernel.secret.CannotDecrypt;
import dev.latchkey.kernel.secret.Keyset;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys that one verticle signs and verifies by. They follow the database: read again now and
 * then, and when a token names a key that is not known here. Lives on the verticle's context.
 */
final class SigningKeys {

  private final Vertx vertx;
  private final SigningKeyStore store;
  private final Keyset keyset;
  private final Duration pause;
  private Map<String, SigningKey> keys = Map.of();
  private @Nullable SigningKey current;
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

  /** Reads the keys from the database. */
  Future<Void> load() {
    return store.list().map(this::use);
  }

  /**
   * The key to sign by.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#UNAVAILABLE} while there is none
   */
  SigningKey current() {
    return Optional.ofNullable(current).orElseThrow(Failure.UNAVAILABLE::refusal);
  }

  /** The public halves of the current, the coming and the still verifying keys. */
  KeySetView describe() {
    return new KeySetView(keys.values().stream().map(SigningKeys::published).toList());
  }

  /** Whether that key still verifies. */
  boolean knows(String id) {
    return keys.containsKey(id);
  }

  /** The key of that id, looked for in the database when it is not known, but not too often. */
  Future<Optional<SigningKey>> find(String id) {
    return knows(id)
        ? Future.succeededFuture(Optional.of(keys.get(id)))
        : lookUp().map(done -> Optional.ofNullable(keys.get(id)));
  }

  private Future<Void> lookUp() {
    if (!pausing) {
      pausing = true;
      vertx.setTimer(pause.toMillis(), tick -> pausing = false);
      lookup = load();
    }
    return lookup;
  }

  private @Nullable Void use(List<SigningKeyStore.Stored> stored) {
    Map<String, SigningKey> found = new LinkedHashMap<>();
    stored.forEach(each -> found.put(each.id().toString(), key(each)));
    keys = found;
    current =
        stored.stream()
            .filter(SigningKeyStore.Stored::active)
            .findFirst()
            .map(each -> found.get(each.id().toString()))
            .orElse(null);
    return null;
  }

  /** Keys never change, so a known one is not read anew. */
  private SigningKey key(SigningKeyStore.Stored stored) {
    SigningKey known = keys.get(stored.id().toString());
    return known == null ? opened(stored) : known;
  }

  private static Map<String, String> published(SigningKey key) {
    Map<String, String> members = new LinkedHashMap<>();
    key.publicJwk().forEach(member -> members.put(member.getKey(), (String) member.getValue()));
    return Collections.unmodifiableMap(members);
  }

  private SigningKey opened(SigningKeyStore.Stored stored) {
    try {
      byte[] privateKey = keyset.decrypt(stored.privateKey(), context(stored.id()));
      return SigningKey.of(vertx, stored.id().toString(), stored.publicJwk(), privateKey);
    } catch (CannotDecrypt foreign) {
      throw new IllegalStateException(
          "The signing key %s was encrypted under another keyset: start with that one, or delete the row of sessions.signing_key."
              .formatted(stored.id()),
          foreign);
    }
  }
}
