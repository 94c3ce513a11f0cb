package dev.latchkey.router.jsonapi;

import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.id.OrganizationId;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** An organisation as this surface shows it. */
final class OrganizationResource {

  private static final String TYPE = "orgs";

  private OrganizationResource() {}

  static JsonObject of(OrganizationView organization) {
    String id = organization.id().toString();
    return Document.resource(
        TYPE,
        id,
        new JsonObject()
            .put("name", organization.name())
            .put("public_id", id)
            .put("disabled", false));
  }

  static JsonObject identifier(OrganizationId organization) {
    return Document.identifier(TYPE, organization.toString());
  }

  static JsonObject relation(List<OrganizationView> organizations) {
    return Document.toMany(organizations.stream().map(each -> identifier(each.id())).toList());
  }
}
