package dev.latchkey.kernel.once;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.kernel.secret.Keyset;
import dev.latchkey.kernel.secret.Purpose;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A request that its caller gave a key, and what makes it the same as another one: its type, the
 * organisation that the caller acts in, and every component. Who signed in again or uses another
 * device is the same caller.
 */
final class Attempt {

  private static final Purpose PURPOSE = new Purpose("idempotent-request");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,255}");

  private final UUID caller;
  private final String key;
  private final byte[] content;
  private final Keyset keyset;

  private Attempt(UUID caller, String key, byte[] content, Keyset keyset) {
    this.caller = caller;
    this.key = key;
    this.content = content;
    this.keyset = keyset;
  }

  /**
   * The attempt that a request with a key is.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#INVALID_REQUEST} for a key that is none
   */
  static Attempt of(IdempotentRequest<?> request, Keyset keyset) {
    Caller caller = request.caller();
    String key = String.valueOf(caller.idempotencyKey());
    if (!KEY.matcher(key).matches()) {
      throw Failure.INVALID_REQUEST.refusal(
          "An idempotency key has 1 to 255 visible ASCII characters.");
    }
    return new Attempt(caller.person().value(), key, content(request), keyset);
  }

  private static byte[] content(IdempotentRequest<?> request) {
    JsonObject json = RecordJson.toJson((Record) request);
    json.put("caller", String.valueOf(request.caller().organization()));
    return (request.getClass().getSimpleName() + json.encode()).getBytes(UTF_8);
  }

  UUID caller() {
    return caller;
  }

  String key() {
    return key;
  }

  /** What is kept of the request: 32 bytes that tell nothing without the keyset. */
  byte[] fingerprint() {
    return keyset.mac(PURPOSE, content);
  }

  /** Whether a kept fingerprint is that of this request, under any key of the keyset. */
  boolean repeats(byte[] kept) {
    return keyset.verify(PURPOSE, content, kept);
  }
}
