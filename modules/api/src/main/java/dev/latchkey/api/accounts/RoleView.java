package dev.latchkey.api.accounts;

import dev.latchkey.api.id.RoleId;

/** A role that somebody holds, in a word. */
public record RoleView(RoleId id, String name) {}
