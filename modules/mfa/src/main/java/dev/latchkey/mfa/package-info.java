/** Second factors: authenticator apps, recovery codes and trusted devices. */
@NullMarked
package dev.latchkey.mfa;

import org.jspecify.annotations.NullMarked;
