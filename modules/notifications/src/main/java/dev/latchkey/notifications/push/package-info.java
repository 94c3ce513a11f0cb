/** The devices that take notices of a person, by the tokens that push services gave them. */
@NullMarked
package dev.latchkey.notifications.push;

import org.jspecify.annotations.NullMarked;
