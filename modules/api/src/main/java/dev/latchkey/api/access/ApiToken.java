package dev.latchkey.api.access;

import dev.latchkey.api.id.TokenId;

/**
 * The API token that a caller speaks through.
 *
 * @param name what its maker called it, 1 to 100 characters
 */
public record ApiToken(TokenId id, TokenOwner owner, String name) {}
