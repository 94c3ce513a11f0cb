package dev.latchkey.router.surface;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.router.contract.ValidatedRequest;
import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A request that its contract has found valid, and who sent it. */
public record Call(Exchange exchange, ValidatedRequest request) {

  /** The header of operations that ask an {@link dev.latchkey.api.bus.IdempotentRequest}. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** Whether somebody has said who they are; of a public operation they need not. */
  public boolean isSignedIn() {
    return exchange.caller().isPresent();
  }

  /** Who asks, and by what key; only for operations that are not public. */
  public Caller caller() {
    return exchange.caller().orElseThrow().naming(header(IDEMPOTENCY_KEY));
  }

  public Origin origin() {
    return exchange.origin();
  }

  /** The fields of the body. */
  public JsonObject body() {
    return request.object();
  }

  /** A required text of the body. */
  public String text(String name) {
    return body().getString(name);
  }

  /** A text of the body; null when it is left out. */
  public @Nullable String optionalText(String name) {
    return body().getString(name);
  }

  /** A path parameter. */
  public String path(String name) {
    return request.path().getString(name);
  }

  /** A header that the operation describes; null when it was not sent. */
  public @Nullable String header(String name) {
    return request.headers().getString(name);
  }

  /** A text of the query; null when it was not sent. */
  public @Nullable String query(String name) {
    return request.query().getString(name);
  }

  /** How many items the page has at most. */
  public int limit() {
    return request.query().getInteger("limit");
  }

  /** Where the page starts; null for the first. */
  public @Nullable String marker() {
    return request.query().getString("marker");
  }
}
