/**
 * A surface's OpenAPI documents: read, checked, merged, and mounted on a router so that a handler
 * only ever sees what its operation declares. Knows no credential, no module and no error body.
 */
@NullMarked
package dev.latchkey.router.contract;

import org.jspecify.annotations.NullMarked;
