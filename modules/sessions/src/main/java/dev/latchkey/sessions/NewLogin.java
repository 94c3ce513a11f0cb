package dev.latchkey.sessions;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.id.LoginId;
import org.jspecify.annotations.Nullable;

/**
 * A login to open for somebody who has just proven who they are.
 *
 * @param impersonator who will act as that person through it; null for the person
 */
record NewLogin(
    LoginId id,
    Authority authority,
    Proven proven,
    @Nullable String device,
    Origin origin,
    @Nullable Impersonator impersonator) {}
