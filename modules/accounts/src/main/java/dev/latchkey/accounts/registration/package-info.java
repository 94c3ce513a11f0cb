/** Registration of strangers. */
@NullMarked
package dev.latchkey.accounts.registration;

import org.jspecify.annotations.NullMarked;
