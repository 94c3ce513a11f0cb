package dev.latchkey.router.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.router.FakeModules;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {

  static final OrganizationView ACTIVE = organization("01966f2e-7d5c-7c3e-8f65-3d0c2a5e7b21");
  private static final OrganizationView INVITED =
      organization("01966f2e-7d5c-7c3e-8f65-3d0c2a5e7b22");

  private static OrganizationView organization(String id) {
    return new OrganizationView(OrganizationId.of(id), "Looms");
  }

  /** Somebody who acts in one organisation, belongs to another, and is invited to a third. */
  static Me me() {
    Me me = FakeModules.me(1);
    return new Me(
        me.user(),
        null,
        me.organization(),
        List.of(me.memberships().get(0), member(ACTIVE, "active"), member(INVITED, "invited")),
        me.login(),
        null);
  }

  private static MembershipView member(OrganizationView organization, String state) {
    return new MembershipView(organization, state, List.of(), Set.of(), List.of(), null);
  }

  private static Destination wanted(Object... fieldsAndValues) {
    JsonObject body = new JsonObject();
    for (int i = 0; i < fieldsAndValues.length; i += 2) {
      body.put((String) fieldsAndValues[i], fieldsAndValues[i + 1]);
    }
    return new Destination(body, me());
  }

  private static String attr(Destination destination) {
    return new JsonObject(destination.refusal().orElseThrow().body()).getString("attr");
  }

  @Test
  void anOrganisationIsNamedByItsIdAndItsProjectByItsNumberToo() {
    String id = ACTIVE.id().toString();
    long number = Numbers.of(ACTIVE.id().value());
    for (Destination each :
        List.of(
            wanted("set_current_organization", id),
            wanted("set_current_organization", id.toUpperCase(Locale.ROOT)),
            wanted("set_current_team", id),
            wanted("set_current_team", number),
            wanted("set_current_team", String.valueOf(number)),
            wanted("set_current_team", number, "set_current_organization", id))) {
      assertThat(each.refusal()).isEmpty();
      assertThat(each.elsewhere()).contains(ACTIVE.id());
    }
  }

  @Test
  void whoeverNamesWhereTheyAreStaysThere() {
    OrganizationId here = FakeModules.me(1).organization().id();
    for (Destination each :
        List.of(
            wanted(),
            wanted("set_current_organization", here.toString()),
            wanted("set_current_team", Numbers.of(here.value())))) {
      assertThat(each.refusal()).isEmpty();
      assertThat(each.elsewhere()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"set_current_organization", "set_current_team"})
  void nobodyMovesToWhereTheyDoNotBelong(String field) {
    for (Object nowhere : List.of(INVITED.id().toString(), "x", "null", 7)) {
      assertThat(attr(wanted(field, nowhere))).isEqualTo(field);
    }
  }

  @Test
  void organisationAndProjectMustAgree() {
    assertThat(
            attr(
                wanted(
                    "set_current_organization",
                    ACTIVE.id().toString(),
                    "set_current_team",
                    FakeModules.me(1).organization().id().toString())))
        .isEqualTo("set_current_team");
    assertThat(attr(wanted("set_current_organization", Numbers.of(ACTIVE.id().value()))))
        .isEqualTo("set_current_organization");
  }
}
