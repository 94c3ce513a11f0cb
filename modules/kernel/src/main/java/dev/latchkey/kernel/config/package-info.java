/**
 * The settings of the service: where they come from, how their values are written, and what stops
 * the start. Each module reads its own keys into a record with a static {@code from(Settings)}.
 */
@NullMarked
package dev.latchkey.kernel.config;

import org.jspecify.annotations.NullMarked;
