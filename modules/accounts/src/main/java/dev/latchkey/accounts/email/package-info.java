/** E-mail addresses: adding, proving, changing, removing. */
@NullMarked
package dev.latchkey.accounts.email;

import org.jspecify.annotations.NullMarked;
