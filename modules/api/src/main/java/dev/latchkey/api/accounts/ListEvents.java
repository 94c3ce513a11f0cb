package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail of the caller's organisation, newest first.
 *
 * <p>{@link Failure#INVALID_MARKER} for a marker of another organisation or filter.
 *
 * @param limit 0 to 100
 */
@ReadOnly
@Requires(Permission.AUDIT_READ)
public record ListEvents(Caller caller, EventFilter filter, int limit, @Nullable String marker)
    implements CallerRequest<EventPage> {}
