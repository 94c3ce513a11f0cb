package dev.latchkey.launcher.architecture.planted.accounts.egg;

import dev.latchkey.launcher.architecture.planted.accounts.chicken.Chicken;

/** The other half of a cycle. */
public interface Egg {
  Chicken hatch();
}
