package dev.latchkey.launcher.architecture.planted.api;

import dev.latchkey.launcher.architecture.planted.kernel.Clock;

/** The published language depends on another module. */
interface Upward {
  Clock clock();
}
