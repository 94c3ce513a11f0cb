package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.JsonApi.attributes;
import static dev.latchkey.launcher.surfaces.JsonApi.data;
import static dev.latchkey.launcher.surfaces.JsonApi.error;
import static dev.latchkey.launcher.surfaces.JsonApi.list;
import static dev.latchkey.launcher.surfaces.JsonApi.objects;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People, as the clients of the JSON:API surface make, list, change and disable them. */
class JsonApiUsersIT {

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}\\+00:00";

  private JsonApi ada;
  private String address;

  @BeforeEach
  void organization() {
    ada = JsonApi.owner();
    address = Person.freshAddress("Grace");
  }

  @Test
  void somebodyIsMadeAndIsPending() {
    Reply reply = ada.send("POST", "/users", JsonApi.creation(address, JsonApi.MEMBER));
    JsonObject data = reply.expect(201).json().getJsonObject("data");
    String email = address.toLowerCase(java.util.Locale.ROOT);
    JsonObject attributes = data.getJsonObject("attributes").copy();
    assertThat((String) attributes.remove("created_at")).matches(TIME);
    assertThat((String) attributes.remove("modified_at")).matches(TIME);
    assertThat((String) attributes.remove("icon"))
        .matches("https://secure\\.gravatar\\.com/avatar/[0-9a-f]{32}\\?s=48&d=retro");
    assertThat(attributes)
        .isEqualTo(
            new JsonObject()
                .put("uuid", data.getString("id"))
                .put("handle", email)
                .put("email", email)
                .put("verified", false)
                .put("name", "Grace Hopper")
                .putNull("title")
                .putNull("last_login_time")
                .put("status", "Pending")
                .put("disabled", false)
                .put("service_account", false)
                .put("allowed_login_methods", new JsonArray()));
    assertThat(data.getString("type")).isEqualTo("users");
    assertThat(data.getJsonObject("relationships").getJsonObject("roles"))
        .isEqualTo(JsonApi.identifiers("roles", JsonApi.MEMBER));
    assertThat(types(reply)).containsExactly("roles", "permissions", "permissions");
    assertThat(ada.login().latchkey().mails().all())
        .noneMatch(mail -> mail.to().equalsIgnoreCase(address));
  }

  private static List<String> types(Reply reply) {
    return objects(reply.json().getJsonArray("included")).stream()
        .map(each -> each.getString("type"))
        .toList();
  }

  @Test
  void whatCanNotBeMadeIsABadRequest() {
    ada.create(address);
    assertThat(error(ada.send("POST", "/users", JsonApi.creation(address)), 400))
        .isEqualTo("The address is in use. Choose another.");
    error(ada.send("POST", "/users", JsonApi.creation("no address")), 400);
    error(ada.send("POST", "/users", JsonApi.creation(address + "x", JsonApi.UNKNOWN)), 400);
    error(ada.send("POST", "/users", new JsonObject()), 400);
    error(ada.send("POST", "/users", new JsonObject().put("data", 1)), 400);
  }

  /** Whatever these tests are answered is held against the contract, by what notices these. */
  @Test
  void anAnswerThatTellsMoreOrLessThanTheContractIsNoticed() {
    Reply reply = ada.get("/users");
    for (String field : List.of("verified", "last_login_time", "roles", "total_count", "status")) {
      String other = reply.body().replace("\"" + field + "\"", "\"" + field + "_\"");
      Reply changed = new Reply(reply.status(), reply.headers(), other);
      assertThatThrownBy(() -> JsonApiAnswers.described(Ask.of("GET", "/api/v2/users"), changed))
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aTextIsRefusedByTheFieldThatItStandsIn() {
    String id = ada.create(address);
    for (String field : List.of("name", "title")) {
      JsonObject wrong = new JsonObject().put(field, "a\nb");
      assertThat(error(ada.send("PATCH", "/users/" + id, JsonApi.update(id, wrong)), 400))
          .isEqualTo("/data/attributes/" + field + ": It must be text without control characters.");
      JsonObject creation = JsonApi.creation(Person.freshAddress("wrong"));
      creation.getJsonObject("data").getJsonObject("attributes").mergeIn(wrong);
      assertThat(error(ada.send("POST", "/users", creation), 400))
          .startsWith("/data/attributes/" + field + ": ");
      assertThat(error(ada.send("PATCH", "/current_user", JsonApi.update(ada.id(), wrong)), 400))
          .startsWith("/data/attributes/" + field + ": ");
    }
    assertThat(error(ada.get("/users?filter=a%07b"), 400)).startsWith("/query/filter: ");
  }

  @Test
  void aListIsReadToItsLastPageEvenWhereItIsFull() {
    for (int number = 0; number < 5; number++) {
      ada.create(Person.freshAddress("paged"), JsonApi.MEMBER);
    }
    List<String> seen = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      List<JsonObject> users = list(ada.get("/users?page%5Bsize%5D=2&page%5Bnumber%5D=" + page));
      assertThat(users).hasSize(2);
      users.forEach(each -> seen.add(each.getString("id")));
    }
    Reply behind =
        ada.get("/users?page[size]=2&page[number]=3".replace("[", "%5B").replace("]", "%5D"));
    assertThat(behind.expect(200).json())
        .isEqualTo(
            new JsonObject()
                .put("data", new JsonArray())
                .put(
                    "meta",
                    new JsonObject()
                        .put(
                            "page",
                            new JsonObject()
                                .put("total_count", 6)
                                .put("total_filtered_count", 6))));
    assertThat(seen).doesNotHaveDuplicates().hasSize(6);
    assertThat(types(ada.get("/users")).stream().filter("roles"::equals)).hasSize(2);
  }

  @Test
  void aListIsFilteredAndSorted() {
    String pending = ada.create(address);
    String disabled = ada.create(Person.freshAddress("filtered"));
    ada.delete("/users/" + disabled).expect(204);
    assertThat(ids(ada.get("/users?filter%5Bstatus%5D=Pending"))).containsExactly(pending);
    assertThat(ids(ada.get("/users?filter%5Bstatus%5D=Pending,Disabled")))
        .containsExactlyInAnyOrder(pending, disabled);
    Reply found = ada.get("/users?filter=" + address.toLowerCase(java.util.Locale.ROOT));
    assertThat(ids(found)).containsExactly(pending);
    assertThat(found.json().getJsonObject("meta").getJsonObject("page"))
        .isEqualTo(new JsonObject().put("total_count", 3).put("total_filtered_count", 1));
    assertThat(ids(ada.get("/users?sort=-modified_at")).get(0)).isEqualTo(disabled);
    assertThat(ids(ada.get("/users?sort=modified_at&sort_dir=desc")))
        .isEqualTo(ids(ada.get("/users?sort=-modified_at")));
    assertThat(ids(ada.get("/users?sort=user_count&unheard=of"))).hasSize(3);
    for (String wrong :
        List.of("sort=height", "page%5Bsize%5D=0", "page%5Bsize%5D=101", "page%5Bnumber%5D=-1")) {
      error(ada.get("/users?" + wrong), 400);
    }
    error(ada.get("/users?filter%5Bstatus%5D=Gone"), 400);
  }

  private static List<String> ids(Reply reply) {
    return list(reply).stream().map(each -> each.getString("id")).toList();
  }

  @Test
  void somebodyIsGot() {
    String id = ada.create(address, JsonApi.MEMBER);
    Reply reply = ada.get("/users/" + id);
    assertThat(attributes(reply).getString("uuid")).isEqualTo(id);
    assertThat(types(reply)).startsWith("roles").contains("permissions");
    assertThat(error(ada.get("/users/" + JsonApi.UNKNOWN), 404))
        .isEqualTo(JsonApi.UNKNOWN + " not found");
    assertThat(error(ada.get("/users/%3Cscript%3E"), 404)).doesNotContain("script");
  }

  @Test
  void whenSomebodyLastSignedInIsToldToThemselvesToo() {
    JsonApi member = ada.member();
    String time =
        Eventually.value(
            "the sign-in",
            () -> attributes(ada.get("/users/" + member.id())).getString("last_login_time"));
    assertThat(time).matches(TIME);
    assertThat(list(ada.get("/users?filter=" + member.person().email())))
        .extracting(each -> each.getJsonObject("attributes").getString("last_login_time"))
        .containsExactly(time);
    assertThat(attributes(member.get("/current_user")).getString("last_login_time"))
        .isEqualTo(time);
  }

  @Test
  void somebodyIsChangedAndDisabledAtOnce() {
    String id = ada.create(address);
    String other = Person.freshAddress("changed");
    JsonObject change =
        new JsonObject()
            .put("name", "Amazing Grace")
            .put("title", "Rear Admiral")
            .put("email", other)
            .put("disabled", true);
    JsonObject after = attributes(ada.send("PATCH", "/users/" + id, JsonApi.update(id, change)));
    assertThat(after.getString("name")).isEqualTo("Amazing Grace");
    assertThat(after.getString("title")).isEqualTo("Rear Admiral");
    assertThat(after.getString("email")).isEqualTo(other);
    assertThat(after.getString("status")).isEqualTo("Disabled");
    assertThat(after.getBoolean("disabled")).isTrue();
    JsonObject back = new JsonObject().put("disabled", false).putNull("title");
    JsonObject again = attributes(ada.send("PATCH", "/users/" + id, JsonApi.update(id, back)));
    assertThat(again.getString("status")).isEqualTo("Pending");
    assertThat(again.getString("title")).isNull();
  }

  @Test
  void aChangeIsDoneAltogetherOrNotAtAll() {
    String id = ada.id();
    JsonObject change = new JsonObject().put("title", "Countess").put("disabled", true);
    error(ada.send("PATCH", "/users/" + id, JsonApi.update(id, change)), 403);
    String grace = ada.create(address);
    JsonObject taken = new JsonObject().put("disabled", true).put("email", ada.person().email());
    error(ada.send("PATCH", "/users/" + grace, JsonApi.update(grace, taken)), 400);
    assertThat(attributes(ada.get("/users/" + id)).getString("title")).isNull();
    assertThat(attributes(ada.get("/users/" + grace)).getString("status")).isEqualTo("Pending");
  }

  @Test
  void idsThatDifferAreToldBeforeAnythingElse() {
    String id = ada.create(address);
    JsonObject nothing = new JsonObject();
    for (String other :
        List.of("x", JsonApi.UNKNOWN, id.toUpperCase(java.util.Locale.ROOT) + "0")) {
      assertThat(error(ada.send("PATCH", "/users/" + id, JsonApi.update(other, nothing)), 422))
          .isEqualTo("The uuid in the URL does not match the uuid in the body.");
    }
    error(ada.send("PATCH", "/users/x", JsonApi.update("y", nothing)), 422);
    error(ada.send("PATCH", "/users/x", JsonApi.update("x", nothing)), 404);
    Reply unknown =
        ada.send("PATCH", "/users/" + JsonApi.UNKNOWN, JsonApi.update(JsonApi.UNKNOWN, nothing));
    assertThat(error(unknown, 404)).isEqualTo(JsonApi.UNKNOWN + " not found");
    error(ada.send("PATCH", "/users/" + id, new JsonObject()), 400);
  }

  @Test
  void somebodyIsDisabledOnceAndNotFoundTheSecondTime() {
    String id = ada.create(address);
    assertThat(ada.delete("/users/" + id).expect(204).body()).isEmpty();
    assertThat(attributes(ada.get("/users/" + id)).getString("status")).isEqualTo("Disabled");
    assertThat(error(ada.delete("/users/" + id), 404)).isEqualTo(id + " not found");
    String patched = ada.create(Person.freshAddress("patched"));
    JsonObject disabled = new JsonObject().put("disabled", true);
    data(ada.send("PATCH", "/users/" + patched, JsonApi.update(patched, disabled)));
    error(ada.delete("/users/" + patched), 404);
    error(ada.delete("/users/" + ada.id()), 403);
  }

  @Test
  void theOrganisationsOfSomebodyAreTold() {
    Reply own = ada.get("/users/" + ada.id() + "/orgs");
    JsonObject relationships = data(own).getJsonObject("relationships");
    String organization = relationships.getJsonObject("org").getJsonObject("data").getString("id");
    JsonObject included = objects(own.json().getJsonArray("included")).get(0);
    assertThat(included.getString("type")).isEqualTo("orgs");
    assertThat(included.getString("id")).isEqualTo(organization);
    assertThat(included.getJsonObject("attributes").getString("name")).isEqualTo("Looms");
    assertThat(relationships.getJsonObject("other_orgs").getJsonArray("data")).isEmpty();
    assertThat(relationships.getJsonObject("other_users").getJsonArray("data")).isEmpty();
    JsonApi member = ada.member();
    data(ada.get("/users/" + member.id() + "/orgs"));
    data(member.get("/users/" + member.id() + "/orgs"));
    error(member.get("/users/" + ada.id() + "/orgs"), 403);
    error(ada.get("/users/" + JsonApi.UNKNOWN + "/orgs"), 404);
  }

  @Test
  void thePermissionsOfSomebodyAreTold() {
    List<JsonObject> all = list(ada.get("/users/" + ada.id() + "/permissions"));
    assertThat(all).hasSizeGreaterThan(12);
    JsonObject reading =
        all.stream()
            .map(each -> each.getJsonObject("attributes"))
            .filter(each -> each.getString("name").equals("user_access_read"))
            .findFirst()
            .orElseThrow();
    assertThat(reading.getString("display_type")).isEqualTo("read");
    assertThat(reading.getString("group_name")).isEqualTo("users");
    assertThat(reading.getJsonArray("name_aliases")).contains("users:read");
    assertThat(all).allMatch(each -> UUID.fromString(each.getString("id")) != null);
    assertThat(ada.get("/users/" + ada.create(address) + "/permissions").expect(200).body())
        .isEqualTo("{\"data\":[]}");
    error(ada.get("/users/" + JsonApi.UNKNOWN + "/permissions"), 404);
  }

  @Test
  void manyAreAnonymisedEachByThemselves() {
    String id = ada.create(address);
    JsonObject done =
        attributes(
            ada.send(
                "PUT", "/anonymize_users", JsonApi.anonymisation(id, JsonApi.UNKNOWN, ada.id())));
    assertThat(done.getJsonArray("anonymized_user_ids")).containsExactly(id);
    assertThat(objects(done.getJsonArray("anonymize_errors")))
        .extracting(each -> each.getString("user_id"))
        .containsExactly(JsonApi.UNKNOWN, ada.id());
    assertThat(objects(done.getJsonArray("anonymize_errors")))
        .allMatch(each -> !each.getString("error").isBlank());
    error(ada.get("/users/" + id), 404);
    error(ada.send("PUT", "/anonymize_users", JsonApi.anonymisation()), 400);
  }

  @Test
  void whoeverTheKeysBelongToIsTold() {
    JsonApi member = ada.colleague(JsonApi.MEMBER, List.of("org:read", "teams:read"));
    Reply reply = member.get("/current_user");
    assertThat(attributes(reply).getString("email")).isEqualTo(member.person().email());
    assertThat(attributes(reply).getString("status")).isEqualTo("Active");
    assertThat(types(reply)).contains("roles", "permissions", "orgs");
    assertThat(data(reply).getString("id")).isEqualTo(member.id());
    assertThat(attributes(reply).containsKey("mfa_enabled")).isFalse();
  }

  @Test
  void aKeyThatMaySeeItsOwnerTellsOfTheirFactorsAndTheirRolesInTeams() {
    String team = ada.login().ask(Ask.post("/org/teams", "name", "Weavers")).expect(201).text("id");
    ada.login()
        .ask(Ask.put("/org/teams/" + team + "/members/" + ada.id(), "role", "lead"))
        .expect(200);
    Reply reply = ada.get("/current_user");
    assertThat(attributes(reply).getBoolean("mfa_enabled")).isFalse();
    assertThat(data(reply).getJsonObject("relationships").getJsonObject("team_roles"))
        .isEqualTo(
            new JsonObject(
                """
                {"data": [{"type": "team_roles", "id": "%s",
                           "meta": {"team": "Weavers", "role": "lead"}}]}\
                """
                    .formatted(team)));
  }

  @Test
  void onesOwnProfileIsChangedByAKeyAndTheAddressIsNot() {
    JsonApi member = ada.member();
    String id = member.id();
    JsonObject same = new JsonObject().put("name", "Mary").put("email", member.person().email());
    assertThat(
            attributes(member.send("PATCH", "/current_user", JsonApi.update(id, same)))
                .getString("name"))
        .isEqualTo("Mary");
    JsonObject other = new JsonObject().put("name", "Eve").put("email", address);
    error(member.send("PATCH", "/current_user", JsonApi.update(id, other)), 403);
    JsonObject gone = new JsonObject().put("name", "Eve").put("disabled", true);
    error(member.send("PATCH", "/current_user", JsonApi.update(id, gone)), 403);
    error(ada.send("PATCH", "/current_user", JsonApi.update(ada.id(), gone)), 403);
    error(member.send("PATCH", "/current_user", JsonApi.update(ada.id(), same)), 422);
    error(member.send("PATCH", "/current_user", new JsonObject()), 400);
    error(member.with("org:read").send("PATCH", "/current_user", JsonApi.update(id, same)), 403);
    assertThat(attributes(member.get("/current_user")).getString("name")).isEqualTo("Mary");
  }
}
