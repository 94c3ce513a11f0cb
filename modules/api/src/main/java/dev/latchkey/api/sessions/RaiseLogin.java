package dev.latchkey.api.sessions;

import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;

/**
 * The person has just proven a second factor in this login, by setting it up: from now on it counts
 * as proven by two. Does nothing for a login that is over.
 */
public record RaiseLogin(PersonId person, LoginId login) implements InternalRequest<Done> {}
