/** Every surface beside the native one, as its clients see it. */
@NullMarked
package dev.latchkey.launcher.surfaces;

import org.jspecify.annotations.NullMarked;
