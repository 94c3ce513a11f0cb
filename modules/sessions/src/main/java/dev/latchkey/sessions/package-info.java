/** Sign-in, logins, access and refresh tokens, and the keys that sign them. */
@NullMarked
package dev.latchkey.sessions;

import org.jspecify.annotations.NullMarked;
