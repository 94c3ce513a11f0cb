/** People, their addresses and passwords, organisations and who may do what in them. */
@NullMarked
package dev.latchkey.accounts;

import org.jspecify.annotations.NullMarked;
