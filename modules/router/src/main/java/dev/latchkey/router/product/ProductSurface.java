package dev.latchkey.router.product;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.credential.BearerToken;
import dev.latchkey.router.surface.Dialect;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;
import java.util.stream.Stream;

/** PostHog's users API. Its contract stands in {@code openapi/product/}. */
public final class ProductSurface {

  private static final List<String> DOCUMENTS = List.of("openapi/product/product.yaml");

  private ProductSurface() {}

  /**
   * Reads the contract; blocks for some ten milliseconds.
   *
   * @throws dev.latchkey.router.contract.BadContract when it can't be served as it is written
   */
  public static Contract contract() {
    return Contract.load("product", DOCUMENTS, name -> Permission.named(name).isPresent());
  }

  /**
   * The surface of this contract.
   *
   * @throws IllegalStateException as {@link Surface}
   */
  public static Surface of(Contract contract, Bus bus) {
    return new Surface(
        contract, new Dialect(new BearerToken(), new FlatFailures()), operations(bus), bus);
  }

  static List<SurfaceOperation> operations(Bus bus) {
    FullUser user = new FullUser(bus);
    return Stream.of(
            AccountOperations.of(bus, user),
            UserUpdate.of(bus, user),
            DeviceOperations.of(bus),
            TwoFactorOperations.of(bus),
            ProofOperations.of(bus),
            DelegationOperation.of(bus),
            OrganizationOperations.of(bus))
        .flatMap(List::stream)
        .toList();
  }
}
