/** Everything that goes wrong, as problem documents (RFC 9457). */
@NullMarked
package dev.latchkey.router.problem;

import org.jspecify.annotations.NullMarked;
