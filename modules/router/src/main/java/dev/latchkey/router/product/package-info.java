/** The product surface: {@code /api/users}, as clients of PostHog's users API know it. */
@NullMarked
package dev.latchkey.router.product;

import org.jspecify.annotations.NullMarked;
