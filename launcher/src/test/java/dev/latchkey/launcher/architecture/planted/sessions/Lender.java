package dev.latchkey.launcher.architecture.planted.sessions;

/** A class of sessions. */
public final class Lender {}
