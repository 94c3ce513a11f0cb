package dev.latchkey.router.tenant;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.surface.Dialect;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;
import java.util.stream.Stream;

/**
 * TransactionLink's API of users, roles and enrolments. Its contract stands in {@code
 * openapi/tenant/}.
 */
public final class TenantSurface {

  private TenantSurface() {}

  /**
   * Reads the contract; blocks for some milliseconds.
   *
   * @throws dev.latchkey.router.contract.BadContract when it can't be served as it is written
   */
  public static Contract contract() {
    return Contract.load(
        "tenant",
        List.of("openapi/tenant/tenant.yaml"),
        name -> Permission.named(name).isPresent());
  }

  /**
   * The surface of this contract.
   *
   * @throws IllegalStateException as {@link Surface}
   */
  public static Surface of(Contract contract, Bus bus) {
    return new Surface(
        contract, new Dialect(new RawToken(), new TenantFailures()), operations(bus), bus);
  }

  private static List<SurfaceOperation> operations(Bus bus) {
    return Stream.of(
            UserOperations.of(bus), new RoleList(bus).operations(), EnrollmentOperations.of(bus))
        .flatMap(List::stream)
        .toList();
  }
}
