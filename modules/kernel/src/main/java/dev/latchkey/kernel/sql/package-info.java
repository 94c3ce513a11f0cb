/** The one way to the database: statements with a deadline, transactions, migrations. */
@NullMarked
package dev.latchkey.kernel.sql;

import org.jspecify.annotations.NullMarked;
