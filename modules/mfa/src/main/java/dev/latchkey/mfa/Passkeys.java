package dev.latchkey.mfa;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.PasskeyList;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import java.util.Optional;

/** The passkeys of people, and what it takes to make and use them. Thread-safe. */
record Passkeys(
    PasskeyStore store, CeremonyStore ceremonies, PasskeyOptions options, WebAuthn webAuthn) {

  /** Answers {@link ListPasskeys}. */
  Future<PasskeyList> list(ListPasskeys request) {
    return store.list(request.caller().person()).map(PasskeyList::new);
  }

  /** Answers {@link RenamePasskey}. */
  Future<PasskeyView> rename(RenamePasskey request) {
    return name(request.name()).map(name -> rename(request, name)).orElseGet(Passkeys::unnamed);
  }

  private Future<PasskeyView> rename(RenamePasskey request, String name) {
    PersonId person = request.caller().person();
    Change change =
        FactorEvents.by(request.caller(), person, EventType.PASSKEY_RENAMED)
            .with("passkey", request.passkey().toString())
            .personal("passkeyName", name);
    return store
        .rename(person, request.passkey(), name, change)
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  /** What a person calls a passkey, safe to store; empty for no name. */
  static Optional<String> name(String given) {
    return Optional.ofNullable(BoundedText.device(given));
  }

  static <T> Future<T> unnamed() {
    return Future.failedFuture(Failure.INVALID_REQUEST.refusal("Give the passkey a name."));
  }
}
