/** The strict gate that JSON passes before anything looks at it. */
@NullMarked
package dev.latchkey.router.json;

import org.jspecify.annotations.NullMarked;
