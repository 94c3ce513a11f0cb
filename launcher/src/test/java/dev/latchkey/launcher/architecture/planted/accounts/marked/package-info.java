/** Says what null means. */
@NullMarked
package dev.latchkey.launcher.architecture.planted.accounts.marked;

import org.jspecify.annotations.NullMarked;
