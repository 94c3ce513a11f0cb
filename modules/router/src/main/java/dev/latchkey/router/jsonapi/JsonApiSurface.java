package dev.latchkey.router.jsonapi;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.surface.Dialect;
import dev.latchkey.router.surface.Surface;
import dev.latchkey.router.surface.SurfaceOperation;
import java.util.List;
import java.util.stream.Stream;

/** The users API in the manner of JSON:API. Its contract stands in {@code openapi/jsonapi/}. */
public final class JsonApiSurface {

  private static final List<String> DOCUMENTS =
      Stream.of("components", "users", "roles")
          .map(name -> "openapi/jsonapi/" + name + ".yaml")
          .toList();

  private JsonApiSurface() {}

  /**
   * Reads the contract; blocks for some tens of milliseconds.
   *
   * @throws dev.latchkey.router.contract.BadContract when it can't be served as it is written
   */
  public static Contract contract() {
    return Contract.load("jsonapi", DOCUMENTS, name -> Permission.named(name).isPresent());
  }

  /**
   * The surface of this contract.
   *
   * @throws IllegalStateException as {@link Surface}
   */
  public static Surface of(Contract contract, Bus bus) {
    return new Surface(
        contract, new Dialect(new TwoKeys(), ErrorTexts.of(contract)), operations(bus), bus);
  }

  static List<SurfaceOperation> operations(Bus bus) {
    Users users = new Users(bus);
    return Stream.of(
            UserOperations.of(bus, users),
            CurrentUserOperations.of(bus, users),
            UserInvitationOperations.of(bus),
            RoleOperations.of(bus),
            RoleUserOperations.of(bus, users))
        .flatMap(List::stream)
        .toList();
  }
}
