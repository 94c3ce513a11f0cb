/** Lists, page by page. */
@NullMarked
package dev.latchkey.accounts.list;

import org.jspecify.annotations.NullMarked;
