package dev.latchkey.mfa;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.TrustedDeviceId;
import dev.latchkey.api.mfa.ListTrustedDevices;
import dev.latchkey.api.mfa.RecognizeTrustedDevice;
import dev.latchkey.api.mfa.RecognizedDevice;
import dev.latchkey.api.mfa.RevokeTrustedDevice;
import dev.latchkey.api.mfa.TrustDevice;
import dev.latchkey.api.mfa.TrustedDeviceList;
import dev.latchkey.api.mfa.TrustedDeviceToken;
import dev.latchkey.api.mfa.UseTrustedDevice;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.secret.TokenKind;
import dev.latchkey.kernel.text.BoundedText;
import dev.latchkey.kernel.text.UserAgent;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Devices that may skip the second factor. Their tokens are 256 random bits, so that no guess at
 * one is worth counting: hostile tries don't keep the owner out. Thread-safe.
 */
final class TrustedDevices {

  static final TokenKind KIND = TokenKind.of("ltd_");

  private final TrustedDeviceStore store;
  private final Authorities authorities;

  TrustedDevices(TrustedDeviceStore store, Authorities authorities) {
    this.store = store;
    this.authorities = authorities;
  }

  /**
   * Answers {@link TrustDevice}; {@link Failure#TRUSTED_DEVICE_UNKNOWN} when the factors have
   * changed since they were proven.
   */
  Future<TrustedDeviceToken> trust(TrustDevice request) {
    Origin origin = BoundedText.origin(request.origin());
    OpaqueToken token = OpaqueToken.generate(KIND);
    NewTrustedDevice device =
        new NewTrustedDevice(
            new TrustedDeviceId(Ids.next()),
            request.person(),
            token.digest(),
            request.loginGeneration(),
            request.generation(),
            name(request.name(), origin),
            origin.ipAddress());
    return store.add(device, change(request, device, origin)).map(added -> answer(added, token));
  }

  private static @Nullable String name(@Nullable String name, Origin origin) {
    return Optional.ofNullable(BoundedText.device(name))
        .orElseGet(() -> UserAgent.describe(origin.userAgent()));
  }

  private static Change change(TrustDevice request, NewTrustedDevice device, Origin origin) {
    return FactorEvents.by(
            device.person(), request.organization(), origin, EventType.DEVICE_TRUSTED)
        .with("device", device.id().toString())
        .personal("deviceName", device.name());
  }

  /** Answers {@link RecognizeTrustedDevice}. */
  Future<RecognizedDevice> recognize(RecognizeTrustedDevice request) {
    return OpaqueToken.parse(KIND, request.token())
        .map(token -> store.recognize(token.digest()))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()))
        .map(found -> found.orElseThrow(Failure.TRUSTED_DEVICE_UNKNOWN::refusal));
  }

  /** Answers {@link UseTrustedDevice}. */
  Future<TrustedDeviceToken> use(UseTrustedDevice request) {
    OpaqueToken next = OpaqueToken.generate(KIND);
    String ipAddress = BoundedText.origin(request.origin()).ipAddress();
    return OpaqueToken.parse(KIND, request.token())
        .map(
            token ->
                store.use(
                    request, new TrustedDeviceStore.Use(token.digest(), next.digest(), ipAddress)))
        .orElseGet(() -> Future.succeededFuture(false))
        .map(used -> answer(used, next));
  }

  private static TrustedDeviceToken answer(boolean trusted, OpaqueToken token) {
    if (!trusted) {
      throw Failure.TRUSTED_DEVICE_UNKNOWN.refusal();
    }
    return new TrustedDeviceToken(token.text());
  }

  /** Answers {@link ListTrustedDevices}. */
  Future<TrustedDeviceList> list(ListTrustedDevices request) {
    return authorities
        .of(request.caller())
        .compose(authority -> store.list(request.caller().person(), authority.loginGeneration()))
        .map(TrustedDeviceList::new);
  }

  /** Answers {@link RevokeTrustedDevice}. */
  Future<Done> revoke(RevokeTrustedDevice request) {
    Change change =
        FactorEvents.by(request.caller(), request.caller().person(), EventType.DEVICE_REVOKED)
            .with("device", request.device().toString());
    return store
        .revoke(request.caller().person(), request.device(), change)
        .compose(
            revoked ->
                revoked
                    ? Future.succeededFuture(Done.DONE)
                    : Future.failedFuture(Failure.NOT_FOUND.refusal()));
  }
}
