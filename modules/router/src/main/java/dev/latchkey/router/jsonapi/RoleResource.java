package dev.latchkey.router.jsonapi;

import dev.latchkey.api.accounts.RoleDetailView;
import dev.latchkey.api.accounts.RoleView;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A role as this surface shows it. */
final class RoleResource {

  static final String TYPE = "roles";

  private RoleResource() {}

  /** With how many hold it, where they were counted. */
  static JsonObject of(RoleDetailView role) {
    JsonObject attributes =
        new JsonObject()
            .put("name", role.name())
            .put("created_at", Times.text(role.createdAt()))
            .put("modified_at", Times.text(role.updatedAt()))
            .put("receives_permissions_from", new JsonArray());
    if (role.holders() != null) {
      attributes.put("user_count", role.holders());
    }
    JsonObject permissions = Document.toMany(PermissionResource.identifiers(role.permissions()));
    return Document.resource(TYPE, role.id().toString(), attributes)
        .put("relationships", new JsonObject().put("permissions", permissions));
  }

  /** One of which the reader may know the name alone. */
  static JsonObject of(RoleView role) {
    return Document.resource(TYPE, role.id().toString(), new JsonObject().put("name", role.name()));
  }

  static JsonObject relation(List<RoleView> roles) {
    return Document.toMany(
        roles.stream().map(each -> Document.identifier(TYPE, each.id().toString())).toList());
  }
}
