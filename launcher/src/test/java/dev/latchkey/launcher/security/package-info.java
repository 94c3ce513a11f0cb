/** What an attacker may try against the built jar. */
@NullMarked
package dev.latchkey.launcher.security;

import org.jspecify.annotations.NullMarked;
