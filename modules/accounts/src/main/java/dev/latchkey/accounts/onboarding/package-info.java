/** Who has left a product's set-up behind, or to a colleague. */
@NullMarked
package dev.latchkey.accounts.onboarding;

import org.jspecify.annotations.NullMarked;
