/**
 * The built jar as a stranger meets it: started as a process of its own, asked over HTTP, killed.
 */
@NullMarked
package dev.latchkey.launcher.e2e;

import org.jspecify.annotations.NullMarked;
