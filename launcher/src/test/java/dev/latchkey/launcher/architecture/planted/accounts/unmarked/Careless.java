package dev.latchkey.launcher.architecture.planted.accounts.unmarked;

/** In a package that says nothing of null. */
final class Careless {}
