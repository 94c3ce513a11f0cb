/** The published language of Latchkey and the door to its bus. */
@NullMarked
package dev.latchkey.api;

import org.jspecify.annotations.NullMarked;
