/** Roles: what the built-in ones allow, and what a person's roles allow together. */
@NullMarked
package dev.latchkey.accounts.role;

import org.jspecify.annotations.NullMarked;
