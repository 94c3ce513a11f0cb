/** What clients say about themselves, made fit to be stored and shown. */
@NullMarked
package dev.latchkey.kernel.text;

import org.jspecify.annotations.NullMarked;
