package dev.latchkey.router.contract;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * How operations are mounted.
 *
 * @param beforeBody the steps before a body is read (credentials, permission, rates), in their
 *     order; each sees {@link Operation#of} and goes on with {@code next()}, at once or later, or
 *     fails the context
 * @param maxBodyBytes how large a body may be
 */
public record MountOptions(List<Handler<RoutingContext>> beforeBody, int maxBodyBytes) {

  /** The body limit by default: 64 KiB (chosen, not measured). */
  public static final int DEFAULT_MAX_BODY_BYTES = 64 * 1024;

  public MountOptions {
    beforeBody = List.copyOf(beforeBody);
  }
}
