package dev.latchkey.router.jsonapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.api.access.Permission;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A permission as this surface shows it: by the product's name where the catalogue has one, under
 * an id that is made of the name and never changes.
 */
final class PermissionResource {

  static final String TYPE = "permissions";

  private static final String PRODUCTS_OWN = "user_";

  private PermissionResource() {}

  /** In the catalogue's order. */
  static List<JsonObject> of(Collection<Permission> permissions) {
    return permissions.stream().sorted().map(PermissionResource::of).toList();
  }

  static JsonObject of(Permission permission) {
    String name = name(permission);
    List<String> others =
        Stream.concat(Stream.of(permission.wireName()), permission.aliases().stream())
            .filter(each -> !each.equals(name))
            .sorted()
            .toList();
    String[] steps = permission.wireName().split(":", 2);
    return Document.resource(
        TYPE,
        id(permission),
        new JsonObject()
            .put("name", name)
            .put("name_aliases", new JsonArray(others))
            .put("display_name", permission.description())
            .put("description", permission.description())
            .put("group_name", steps[0])
            .put("display_type", steps[1].equals("read") ? "read" : "write")
            .put("restricted", false));
  }

  static List<JsonObject> identifiers(Collection<Permission> permissions) {
    return permissions.stream().sorted().map(each -> Document.identifier(TYPE, id(each))).toList();
  }

  /** The permission of that id, or of that name or alias; empty when there is none. */
  static Optional<Permission> find(String idOrName) {
    return Stream.of(Permission.values())
        .filter(each -> id(each).equalsIgnoreCase(idOrName))
        .findFirst()
        .or(() -> Permission.called(idOrName));
  }

  private static String id(Permission permission) {
    return UUID.nameUUIDFromBytes(("permission " + permission.wireName()).getBytes(UTF_8))
        .toString();
  }

  private static String name(Permission permission) {
    return permission.aliases().stream()
        .filter(alias -> alias.startsWith(PRODUCTS_OWN))
        .findFirst()
        .orElse(permission.wireName());
  }
}
