package dev.latchkey.api.bus;

import dev.latchkey.api.access.Caller;

/**
 * A request on behalf of somebody. Without {@link Requires} it concerns the caller's own affairs;
 * with it the caller must hold that permission. The kernel checks both for every message, whoever
 * sent it.
 */
public non-sealed interface CallerRequest<R extends Record> extends Request<R> {

  /** On whose behalf. */
  Caller caller();
}
