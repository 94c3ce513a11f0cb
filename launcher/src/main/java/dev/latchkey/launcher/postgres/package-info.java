/** The PostgreSQL server that Latchkey brings along for those who don't run one of their own. */
@NullMarked
package dev.latchkey.launcher.postgres;

import org.jspecify.annotations.NullMarked;
