package dev.latchkey.launcher.architecture.planted.accounts;

/** A class of accounts that others may not name. */
public final class Ledger {}
