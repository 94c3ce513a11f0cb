/** The published contract, and a page that lets a reader try it. */
@NullMarked
package dev.latchkey.router.docs;

import org.jspecify.annotations.NullMarked;
