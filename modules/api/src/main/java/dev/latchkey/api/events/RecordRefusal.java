package dev.latchkey.api.events;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;

/**
 * Puts on record that somebody was refused. Of one caller at most 30 attempts a minute and node are
 * events of their own; the others are counted in one more.
 *
 * @param request the simple name of the request that was refused
 * @param failure why
 */
public record RecordRefusal(Caller caller, String request, Failure failure)
    implements InternalRequest<Done> {}
