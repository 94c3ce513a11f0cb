package dev.latchkey.router.nativeapi;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.id.PasskeyId;
import dev.latchkey.api.mfa.AddPasskey;
import dev.latchkey.api.mfa.ListPasskeys;
import dev.latchkey.api.mfa.OfferPasskey;
import dev.latchkey.api.mfa.PasskeyAdded;
import dev.latchkey.api.mfa.PasskeyOffer;
import dev.latchkey.api.mfa.PasskeyView;
import dev.latchkey.api.mfa.RecoveryCodes;
import dev.latchkey.api.mfa.RemovePasskey;
import dev.latchkey.api.mfa.RenamePasskey;
import dev.latchkey.api.sessions.BeginPasskeySignIn;
import dev.latchkey.api.sessions.BeginReauthentication;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Passkeys: what browsers are told, and those that a person has. */
final class PasskeyOperations {

  private PasskeyOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "beginPasskeySignIn",
            BeginPasskeySignIn.class,
            call -> new BeginPasskeySignIn(call.optionalText("challenge")),
            PasskeyOperations::options),
        SurfaceOperation.of(
            bus,
            "beginReauthentication",
            BeginReauthentication.class,
            call -> new BeginReauthentication(call.caller()),
            PasskeyOperations::options),
        SurfaceOperation.of(
            bus,
            "offerPasskey",
            OfferPasskey.class,
            call -> new OfferPasskey(call.caller()),
            PasskeyOperations::options),
        SurfaceOperation.of(
            bus,
            "addPasskey",
            AddPasskey.class,
            call -> new AddPasskey(call.caller(), call.text("name"), passkey(call)),
            PasskeyOperations::added),
        SurfaceOperation.of(
            bus,
            "listPasskeys",
            ListPasskeys.class,
            call -> new ListPasskeys(call.caller()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "renamePasskey",
            RenamePasskey.class,
            call -> new RenamePasskey(call.caller(), id(call), call.text("name")),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "removePasskey",
            RemovePasskey.class,
            call -> new RemovePasskey(call.caller(), id(call)),
            done -> Reply.noContent()));
  }

  /** What the browser has answered, as JSON text. */
  static String passkey(Call call) {
    return call.body().getJsonObject("passkey").encode();
  }

  private static PasskeyId id(Call call) {
    return PasskeyId.of(call.path("passkeyId"));
  }

  /** Options below the name that browsers have for them. */
  private record OptionsBody(Map<String, Object> publicKey) {
    @Override
    public String toString() {
      return "OptionsBody[]";
    }
  }

  private static Reply options(PasskeyOffer offer) {
    return Reply.ok(new OptionsBody(new JsonObject(offer.options()).getMap()));
  }

  /** A new passkey, with the codes that came with it. */
  private record AddedBody(
      PasskeyId id,
      String name,
      boolean backedUp,
      Instant createdAt,
      @Nullable List<String> recoveryCodes) {
    @Override
    public String toString() {
      return "AddedBody[" + id + "]";
    }
  }

  private static Reply added(PasskeyAdded added) {
    PasskeyView passkey = added.passkey();
    List<String> codes =
        Optional.ofNullable(added.recoveryCodes()).map(RecoveryCodes::codes).orElse(null);
    AddedBody body =
        new AddedBody(passkey.id(), passkey.name(), passkey.backedUp(), passkey.createdAt(), codes);
    return Reply.created(body, Paths.PASSKEYS + "/" + passkey.id());
  }
}
