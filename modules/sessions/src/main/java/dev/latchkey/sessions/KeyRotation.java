package dev.latchkey.sessions;

import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.Keyset;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;

/**
 * Sees to it that there is a key, and that it is replaced in time. Every verticle of every node may
 * do this at once; the database lets one of them win.
 */
final class KeyRotation {

  private final Vertx vertx;
  private final SigningKeyStore store;
  private final SigningKeys keys;
  private final Keyset keyset;
  private final SigningKeyStore.Succession succession;

  KeyRotation(
      Vertx vertx,
      SigningKeyStore store,
      SigningKeys keys,
      Keyset keyset,
      SigningKeyStore.Succession succession) {
    this.vertx = vertx;
    this.store = store;
    this.keys = keys;
    this.keyset = keyset;
    this.succession = succession;
  }

  /** Makes a key when one is due, removes those that verify no longer, and reads them all. */
  Future<Void> advance() {
    return store
        .isDue(succession.lifetime())
        .compose(due -> due ? make() : Future.succeededFuture())
        .compose(made -> store.purge())
        .compose(purged -> keys.load());
  }

  private Future<Void> make() {
    UUID id = Ids.next();
    Change change = Change.bySystem(EventType.SIGNING_KEY_CREATED).about("signing_key", id);
    return vertx
        .executeBlocking(() -> NewSigningKey.make(id), false)
        .compose(made -> store.add(made, encrypted(made), succession, change));
  }

  private byte[] encrypted(NewSigningKey key) {
    return keyset.encrypt(key.privateKey().getBytes(), SigningKeys.context(key.id()));
  }
}
