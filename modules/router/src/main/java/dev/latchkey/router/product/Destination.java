package dev.latchkey.router.product;

import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the body of a change wants its sender to act from then on: an organisation, or its only
 * project, which is the organisation under its id or number. Pure.
 *
 * @param me the sender, who moves only among the organisations that they belong to
 */
record Destination(JsonObject body, Me me) {

  private static final String ORGANIZATION = "set_current_organization";
  private static final String TEAM = "set_current_team";

  /** Why nobody gets there; empty when they may try. */
  Optional<Reply> refusal() {
    return Stream.of(ORGANIZATION, TEAM)
        .filter(field -> body.getValue(field) != null && named(field).isEmpty())
        .findFirst()
        .or(() -> disagree() ? Optional.of(TEAM) : Optional.empty())
        .map(Destination::unknown);
  }

  /** Another organisation than the one that they act in; empty when they stay there. */
  Optional<OrganizationId> elsewhere() {
    return named(ORGANIZATION)
        .or(() -> named(TEAM))
        .filter(it -> me.organization() == null || !it.equals(me.organization().id()));
  }

  private static Reply unknown(String field) {
    return FlatFailures.invalid("does_not_exist", field, "You belong to no such organisation.");
  }

  private boolean disagree() {
    return body.getValue(ORGANIZATION) != null
        && body.getValue(TEAM) != null
        && !named(ORGANIZATION).equals(named(TEAM));
  }

  private Optional<OrganizationId> named(String field) {
    String wanted = String.valueOf(body.getValue(field));
    return new Organizations(me)
        .own()
        .map(OrganizationView::id)
        .filter(
            id ->
                wanted.equalsIgnoreCase(id.toString())
                    || field.equals(TEAM) && wanted.equals(String.valueOf(Numbers.of(id.value()))))
        .findFirst();
  }
}
