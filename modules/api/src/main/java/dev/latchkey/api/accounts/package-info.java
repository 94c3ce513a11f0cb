/** Messages that the accounts module answers: people, addresses, passwords, organisations. */
@NullMarked
package dev.latchkey.api.accounts;

import org.jspecify.annotations.NullMarked;
