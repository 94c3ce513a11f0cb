/** The tenant surface: {@code /organizations}, with tokens of organisations. */
@NullMarked
package dev.latchkey.router.tenant;

import org.jspecify.annotations.NullMarked;
