package dev.latchkey.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the mascot of a product behaves towards a person. Names are the product's own, of at most 64
 * letters, digits, dots, colons, dashes and underscores.
 *
 * @param enabled whether it is there; default no, and so are the others
 * @param useAsProfile whether it stands for the person's picture
 * @param color a name
 * @param skin a name
 * @param accessories at most 20 names
 * @param fixedDirection a name, such as {@code left}
 */
public record HedgehogConfig(
    boolean enabled,
    boolean useAsProfile,
    @Nullable String color,
    @Nullable String skin,
    List<String> accessories,
    boolean walkingEnabled,
    boolean interactionsEnabled,
    boolean controlsEnabled,
    boolean partyModeEnabled,
    @Nullable String fixedDirection) {

  /** That of a person who has not said otherwise. */
  public static final HedgehogConfig DEFAULT =
      new HedgehogConfig(false, false, null, null, List.of(), false, false, false, false, null);

  public HedgehogConfig {
    accessories = List.copyOf(accessories);
  }
}
