/** The audit trail of an organisation. */
@NullMarked
package dev.latchkey.accounts.audit;

import org.jspecify.annotations.NullMarked;
