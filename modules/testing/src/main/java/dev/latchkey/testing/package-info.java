/** What the tests share: a database per test class, and waiting without sleeping. */
@NullMarked
package dev.latchkey.testing;

import org.jspecify.annotations.NullMarked;
