/**
 * Keys, tokens and password hashes. Everything random, encrypted, signed or hashed for safety
 * passes through here.
 */
@NullMarked
package dev.latchkey.kernel.secret;

import org.jspecify.annotations.NullMarked;
