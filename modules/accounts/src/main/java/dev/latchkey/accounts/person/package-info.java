/** The person at the heart of every change, locked while it is made. */
@NullMarked
package dev.latchkey.accounts.person;

import org.jspecify.annotations.NullMarked;
