/**
 * The floor plan of every surface: a contract, the operations that answer it, where its clients put
 * their credentials and how it writes down what went wrong.
 */
@NullMarked
package dev.latchkey.router.surface;

import org.jspecify.annotations.NullMarked;
