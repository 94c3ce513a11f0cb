package dev.latchkey.launcher.architecture.planted.accounts.chicken;

import dev.latchkey.launcher.architecture.planted.accounts.egg.Egg;

/** Half of a cycle. */
public interface Chicken {
  Egg lay();
}
