/** What the links in mails stand for. */
@NullMarked
package dev.latchkey.accounts.link;

import org.jspecify.annotations.NullMarked;
