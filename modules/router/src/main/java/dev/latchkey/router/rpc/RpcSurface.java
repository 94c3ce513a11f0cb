package dev.latchkey.router.rpc;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.config.SurfacesConfig;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.surface.Dialect;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;
import java.util.stream.Stream;

/**
 * Netwrix Change Tracker's users API: {@code /users} and {@code /auth}. Its contract stands in
 * {@code openapi/rpc/}.
 */
public final class RpcSurface {

  private static final List<String> DOCUMENTS =
      List.of("openapi/rpc/sessions.yaml", "openapi/rpc/users.yaml");

  private RpcSurface() {}

  /**
   * Reads the contract.
   *
   * @throws dev.latchkey.router.contract.BadContract when it can't be served as it is written
   */
  public static Contract contract() {
    return Contract.load("rpc", DOCUMENTS, name -> Permission.named(name).isPresent());
  }

  /**
   * The surface of this contract.
   *
   * @throws IllegalStateException as {@link Surface}
   */
  public static Surface of(Contract contract, Bus bus, SurfacesConfig config) {
    OwnOrigin origin = new OwnOrigin(config.publicOrigin());
    Dialect dialect = new Dialect(new BearerOrCookie(origin), new ResponseStatus());
    return new Surface(contract, dialect, operations(contract, bus, config, origin), bus);
  }

  private static List<SurfaceOperation> operations(
      Contract contract, Bus bus, SurfacesConfig config, OwnOrigin origin) {
    TwoWays twoWays = new TwoWays(contract, config.secretsInQuery());
    Authenticated authenticated =
        new Authenticated(bus, origin, new SessionCookie(config.secureCookies()));
    return Stream.of(
            new SignInOperations(bus, authenticated).operations(),
            new UserOperations(bus).operations(),
            new PasswordOperations(bus).operations())
        .flatMap(List::stream)
        .flatMap(twoWays::of)
        .toList();
  }
}
