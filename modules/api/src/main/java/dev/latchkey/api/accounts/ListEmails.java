package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import org.jspecify.annotations.Nullable;

/**
 * The caller's addresses, oldest first.
 *
 * <p>{@link Failure#INVALID_MARKER} for a marker that this list did not give.
 *
 * @param limit 0 to 100
 */
@ReadOnly
public record ListEmails(Caller caller, int limit, @Nullable String marker)
    implements CallerRequest<EmailPage> {}
