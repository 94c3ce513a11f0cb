/**
 * The JSON:API surface, {@code /api/v2}: a client written for version 2 of a well-known monitoring
 * product's users API finds its operations, resources, pages and errors here.
 */
@NullMarked
package dev.latchkey.router.jsonapi;

import org.jspecify.annotations.NullMarked;
