/** The program: reads the settings, starts a node, stops it. */
@NullMarked
package dev.latchkey.launcher;

import org.jspecify.annotations.NullMarked;
