/** Messages that the sessions module answers: sign-in, logins, tokens. */
@NullMarked
package dev.latchkey.api.sessions;

import org.jspecify.annotations.NullMarked;
