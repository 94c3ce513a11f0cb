package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.id.LoginId;
import java.time.Instant;

/** The login that a caller speaks through. */
public record LoginSummary(LoginId id, Assurance assurance, Instant authenticatedAt) {}
