package dev.latchkey.api.accounts;

/** What both may do: the person never more than whoever acts as them. */
public record ImpersonationAdmitted(Authority impersonator, Authority person) {}
