package dev.latchkey.router;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.config.SurfacesConfig;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.jsonapi.JsonApiSurface;
import dev.latchkey.router.nativeapi.NativeSurface;
import dev.latchkey.router.product.ProductSurface;
import dev.latchkey.router.rpc.RpcSurface;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.tenant.TenantSurface;
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

  private record Plan(
      boolean on, Supplier<Contract> contract, BiFunction<Contract, Bus, Surface> surface) {}

  /**
   * Reads the contracts of the native surface and of those that are switched on, side by side;
   * blocks for a hundred milliseconds and more in a cold JVM.
   *
   * @throws dev.latchkey.router.contract.BadContract when one can't be served as it is written
   */
  public static Surfaces read(SurfacesConfig config) {
    return new Surfaces(
        Stream.of(
                new Plan(true, NativeSurface::contract, NativeSurface::of),
                new Plan(config.jsonapi(), JsonApiSurface::contract, JsonApiSurface::of),
                new Plan(
                    config.rpc(),
                    RpcSurface::contract,
                    (contract, bus) -> RpcSurface.of(contract, bus, config)),
                new Plan(config.product(), ProductSurface::contract, ProductSurface::of),
                new Plan(config.tenant(), TenantSurface::contract, TenantSurface::of))
            .filter(Plan::on)
            .parallel()
            .map(plan -> new Loaded(plan.contract.get(), plan.surface))
            .toList());
  }

  /** They, answered over this bus. */
  List<Surface> on(Bus bus) {
    return loaded.stream().map(each -> each.surface.apply(each.contract, bus)).toList();
  }
}
