package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The login that a caller speaks through.
 *
 * @param impersonator who acts as the person through it; null for the person
 */
public record LoginSummary(
    LoginId id, Assurance assurance, Instant authenticatedAt, @Nullable PersonId impersonator) {}
