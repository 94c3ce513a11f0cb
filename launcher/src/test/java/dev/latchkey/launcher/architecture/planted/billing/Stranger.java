package dev.latchkey.launcher.architecture.planted.billing;

/** In a module that the rules have never heard of. */
final class Stranger {}
