package dev.latchkey.sessions;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;

/**
 * Who acts as another person.
 *
 * @param login their own, without which the other one is nothing
 */
record Impersonator(PersonId person, LoginId login) {}
