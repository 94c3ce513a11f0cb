/** What is asked of the invitations module, and what it answers. */
@NullMarked
package dev.latchkey.api.invitations;

import org.jspecify.annotations.NullMarked;
