package dev.latchkey.launcher.architecture.planted.accounts.marked;

/** In a package that is null-marked. */
final class Careful {}
