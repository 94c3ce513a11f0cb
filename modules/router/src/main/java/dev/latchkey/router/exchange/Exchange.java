package dev.latchkey.router.exchange;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one request besides its content. Made before any other handler runs; belongs to
 * the event loop of its request.
 */
public final class Exchange {

  /** What stands for the operation while none is matched. */
  public static final String NO_OPERATION = "-";

  private static final String KEY = Exchange.class.getName();

  private final Origin origin;
  private final String requestId;
  private final @Nullable InetAddress client;
  private final long startedNanos = System.nanoTime();
  private String operation = NO_OPERATION;
  private @Nullable Caller caller;

  Exchange(String requestId, @Nullable InetAddress client, Origin origin) {
    this.requestId = requestId;
    this.client = client;
    this.origin = origin;
  }

  /** The exchange of this request. */
  public static Exchange of(RoutingContext context) {
    Exchange exchange = context.get(KEY);
    if (exchange == null) {
      throw new IllegalStateException("the request was routed past its beginning");
    }
    return exchange;
  }

  static boolean isAttachedTo(RoutingContext context) {
    return context.get(KEY) != null;
  }

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /** The id that the answer and the log line carry. */
  public String requestId() {
    return requestId;
  }

  /** Where the request came from, for the audit trail. */
  public Origin origin() {
    return origin;
  }

  /** The client's address behind trusted proxies; empty when the transport has none. */
  public Optional<InetAddress> client() {
    return Optional.ofNullable(client);
  }

  /** The id of the matched operation, or {@link #NO_OPERATION}. */
  public String operation() {
    return operation;
  }

  /** Tells which operation was matched, for the log and the metrics. */
  public void matched(String operationId) {
    this.operation = operationId;
  }

  /** Who asks; empty for public operations, and until the credentials are checked. */
  public Optional<Caller> caller() {
    return Optional.ofNullable(caller);
  }

  /** Tells who asks. */
  public void authenticated(Caller found) {
    this.caller = found;
  }

  /** How long the request has been running. */
  long elapsedNanos() {
    return System.nanoTime() - startedNanos;
  }
}
