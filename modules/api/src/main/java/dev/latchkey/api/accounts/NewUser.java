package dev.latchkey.api.accounts;

import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to get an account.
 *
 * @param userName the handle; null for the address, or the id where somebody has had that handle
 */
public record NewUser(
    String email,
    @Nullable String userName,
    @Nullable String givenName,
    @Nullable String familyName,
    @Nullable String displayName,
    @Nullable String title) {}
