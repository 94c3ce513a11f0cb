/** The settings of the HTTP ports. */
@NullMarked
package dev.latchkey.router.config;

import org.jspecify.annotations.NullMarked;
