/** The rpc surface: an operation per URL below {@code /users}, asked as GET or as POST. */
@NullMarked
package dev.latchkey.router.rpc;

import org.jspecify.annotations.NullMarked;
