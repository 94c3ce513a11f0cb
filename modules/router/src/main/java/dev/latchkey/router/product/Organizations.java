package dev.latchkey.router.product;

import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.RoleView;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The organisations of somebody, each of which is its own and only project. Pure. */
record Organizations(Me me) {

  private static final String CURRENT = "@current";

  /**
   * The levels that clients compare, of the built-in roles by name; any other role is a member's.
   */
  private static final Map<String, Integer> LEVELS = Map.of("owner", 15, "admin", 8);

  private static final int MEMBER_LEVEL = 1;

  /** The one that they act in; null for somebody without. */
  @Nullable OrganizationView current() {
    return me.organization();
  }

  /** Those that they may act in: at most 100, and the current one before all. */
  Stream<OrganizationView> own() {
    return Stream.concat(
            Stream.ofNullable(me.organization()), active().map(MembershipView::organization))
        .distinct();
  }

  /** One of their own by its id, or the current one by a name of that. */
  Optional<OrganizationView> named(String idOrCurrent) {
    return own()
        .filter(
            each ->
                each.id().toString().equalsIgnoreCase(idOrCurrent)
                    || idOrCurrent.equals(CURRENT) && Objects.equals(each, me.organization()))
        .findFirst();
  }

  /** As clients know an organisation. */
  JsonObject json(OrganizationView organization) {
    return new JsonObject()
        .put("id", organization.id().toString())
        .put("name", organization.name())
        .put("membership_level", level(organization));
  }

  /** As clients know its project. */
  static JsonObject project(OrganizationView organization) {
    return new JsonObject()
        .put("id", Numbers.of(organization.id().value()))
        .put("uuid", organization.id().toString())
        .put("name", organization.name())
        .put("organization", organization.id().toString());
  }

  private Stream<MembershipView> active() {
    return me.memberships().stream()
        .filter(each -> each.state().equals(MemberState.ACTIVE.wireName()));
  }

  private int level(OrganizationView organization) {
    return active()
        .filter(each -> each.organization().id().equals(organization.id()))
        .flatMap(each -> each.roles().stream())
        .map(RoleView::name)
        .mapToInt(name -> LEVELS.getOrDefault(name, MEMBER_LEVEL))
        .max()
        .orElse(MEMBER_LEVEL);
  }
}
