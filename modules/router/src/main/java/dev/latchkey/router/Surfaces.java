package dev.latchkey.router;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.config.SurfacesConfig;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.nativeapi.NativeSurface;
import dev.latchkey.router.surface.Surface;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The surfaces that a node serves, their contracts read. Immutable, thread-safe. */
public final class Surfaces {

  private final List<Loaded> loaded;

  private Surfaces(List<Loaded> loaded) {
    this.loaded = loaded;
  }

  private record Loaded(Contract contract, BiFunction<Contract, Bus, Surface> surface) {}

  /**
   * Reads the contracts of the native surface and of those that are switched on; blocks for a
   * hundred milliseconds each in a cold JVM.
   *
   * @throws dev.latchkey.router.contract.BadContract when one can't be served as it is written
   */
  public static Surfaces read(SurfacesConfig config) {
    return new Surfaces(
        Stream.of(surface(true, NativeSurface::contract, NativeSurface::of))
            .flatMap(surfaces -> surfaces)
            .toList());
  }

  /** They, answered over this bus. */
  List<Surface> on(Bus bus) {
    return loaded.stream().map(each -> each.surface.apply(each.contract, bus)).toList();
  }

  private static Stream<Loaded> surface(
      boolean on, Supplier<Contract> contract, BiFunction<Contract, Bus, Surface> surface) {
    return on ? Stream.of(new Loaded(contract.get(), surface)) : Stream.empty();
  }
}
