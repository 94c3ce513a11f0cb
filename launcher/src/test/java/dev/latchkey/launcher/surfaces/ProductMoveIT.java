package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Product.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where people act on the product surface: their organisations, and the way between them. */
class ProductMoveIT {

  private MatrixWorld world;
  private UUID home;
  private UUID second;
  private Actor ada;
  private Product product;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    second = world.organization();
    ada = world.actor(home, world.role("admin"));
    world.join(ada.id(), second, world.role("member"));
    product = Product.of(ada.login());
  }

  private static JsonObject wish(String field, Object value) {
    return new JsonObject().put(field, value instanceof UUID ? value.toString() : value);
  }

  private JsonObject moved(Product from, JsonObject wish) {
    return from.patch(wish.encode()).expect(200).json();
  }

  private static String place(JsonObject user) {
    return user.getJsonObject("organization").getString("id");
  }

  @Test
  void aLoginGoesOnElsewhereWithTokensOfItsOwn() {
    JsonObject before = product.me();
    JsonObject there = moved(product, wish("set_current_organization", second));
    refused(product.get("/api/users/@me"), 401, "not_authenticated", null);
    assertThat(ada.login().tryRefresh().status()).isEqualTo(401);

    Product arrived = product.as((String) there.remove("access_token"));
    String refresh = (String) there.remove("refresh_token");
    assertThat((Integer) there.remove("expires_in")).isPositive();
    assertThat(there).isEqualTo(arrived.me());
    assertThat(place(there)).isEqualTo(second.toString());
    assertThat(there.getJsonObject("organization").getInteger("membership_level")).isEqualTo(1);
    assertThat(there.getValue("id")).isEqualTo(before.getValue("id"));
    assertThat(Product.number(there.getJsonObject("team")))
        .isNotEqualTo(Product.number(before.getJsonObject("team")));
    product.latchkey().ask(Ask.post("/sessions/refresh", "refreshToken", refresh)).expect(200);
  }

  @Test
  void aProjectIsTheWayToItsOrganisationByIdAndNumber() {
    long home = Product.number(product.me().getJsonObject("team"));
    JsonObject there = moved(product, wish("set_current_team", second));
    assertThat(place(there)).isEqualTo(second.toString());
    Product arrived = product.as(there.getString("access_token"));
    JsonObject back = moved(arrived, wish("set_current_team", home));
    assertThat(place(back)).isEqualTo(this.home.toString());
    JsonObject stays =
        moved(product.as(back.getString("access_token")), wish("set_current_team", home));
    assertThat(stays.fieldNames()).doesNotContain("access_token", "refresh_token", "expires_in");
  }

  @Test
  void theMoveComesLastAndWhatIsRefusedBeforeItEndsIt() {
    JsonObject wish =
        wish("set_current_organization", second)
            .put("password", "eleven quiet looms before dawn")
            .put("first_name", "Ada")
            .put("theme_mode", "dark");
    refused(
        product.patch(wish.copy().put("current_password", "wrong").encode()),
        400,
        "incorrect_password",
        "current_password");
    assertThat(place(product.me())).isEqualTo(home.toString());
    assertThat(product.me().getString("first_name")).isEmpty();

    JsonObject there = moved(product, wish.put("current_password", Person.PASSWORD));
    assertThat(place(there)).isEqualTo(second.toString());
    assertThat(there.getString("first_name")).isEqualTo("Ada");
    assertThat(there.getString("theme_mode")).isEqualTo("dark");
    product.as(there.getString("access_token")).me();
  }

  @Test
  void whereOneDoesNotBelongIsLikeNowhereAndNothingIsDone() {
    UUID foreign = world.organization();
    UUID left = world.organization();
    world.join(ada.id(), left, world.role("member"));
    SharedNode.get()
        .database()
        .execute(
            "UPDATE accounts.membership SET state = 'disabled' WHERE organization_id = '%s'"
                .formatted(left));
    Product stranger = Product.of(world.actor(foreign, world.role("member")).login());
    long number = Product.number(stranger.me().getJsonObject("team"));
    for (Object nowhere : List.of(foreign, left, UUID.randomUUID(), "x")) {
      for (String field : List.of("set_current_organization", "set_current_team")) {
        nowhere(wish(field, nowhere), field);
      }
    }
    nowhere(wish("set_current_team", number), "set_current_team");
    nowhere(
        wish("set_current_team", home.toString())
            .put("set_current_organization", second.toString()),
        "set_current_team");
    assertThat(product.me().getString("theme_mode")).isEqualTo("system");
    assertThat(place(product.me())).isEqualTo(home.toString());
  }

  private void nowhere(JsonObject wish, String attr) {
    refused(product.patch(wish.put("theme_mode", "dark").encode()), 400, "does_not_exist", attr);
  }

  @Test
  void anApiTokenStaysWhereItWasMade() {
    String token =
        ada.login()
            .ask(
                Ask.post(
                    "/me/tokens", "name", "Phone", "scopes", List.of("user:read", "user:write")))
            .expect(201)
            .text("token");
    Product phone = product.as(token);
    refused(
        phone.patch(wish("set_current_organization", second).put("theme_mode", "dark").encode()),
        403,
        "login_required",
        null);
    assertThat(phone.me().getString("theme_mode")).isEqualTo("system");
    assertThat(place(phone.patch(wish("set_current_team", home).encode()).expect(200).json()))
        .isEqualTo(home.toString());
  }

  @Test
  void whereASecondFactorIsDemandedItIsSetUpOnArrival() {
    SharedNode.get()
        .database()
        .execute(
            "UPDATE accounts.organization SET settings = '{\"mfaRequired\": true}' WHERE id = '%s'"
                .formatted(second));
    JsonObject there = moved(product, wish("set_current_organization", second));
    Product arrived = product.as(there.getString("access_token"));
    assertThat(place(arrived.me())).isEqualTo(second.toString());
    refused(
        arrived.patch(wish("set_current_organization", home).encode()),
        403,
        "two_factor_setup_required",
        null);
    arrived.get("/api/users/@me/two_factor_start_setup").expect(200);
  }

  @Test
  void onesOrganisationsAreListedAndEachIsItsOwnProject() {
    JsonObject list = product.get("/api/organizations/").expect(200).json();
    JsonArray results = list.getJsonArray("results");
    assertThat(list.getInteger("count")).isEqualTo(2);
    assertThat(list.fieldNames()).containsExactlyInAnyOrder("count", "next", "previous", "results");
    assertThat(results).isEqualTo(product.me().getJsonArray("organizations"));
    assertThat(results.getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("id", home.toString())
                .put("name", "Matrix")
                .put("membership_level", 8));
  }

  @Test
  void oneOfOnesOrganisationsIsShownAndNoOther() {
    assertThat(product.get("/api/organizations/@current/").expect(200).json())
        .isEqualTo(product.me().getJsonObject("organization"));
    assertThat(product.get("/api/organizations/" + second).expect(200).text("id"))
        .isEqualTo(second.toString());
    for (Object nowhere : List.of(world.organization(), UUID.randomUUID(), "x")) {
      refused(product.get("/api/organizations/" + nowhere), 404, "not_found", null);
      refused(product.get("/api/organizations/" + nowhere + "/projects/"), 404, "not_found", null);
    }
  }

  @Test
  void theProjectOfAnOrganisationIsTheTeamOfWhoeverActsThere() {
    JsonObject projects = product.get("/api/organizations/@current/projects/").expect(200).json();
    assertThat(projects.getInteger("count")).isEqualTo(1);
    assertThat(projects.getJsonArray("results").getJsonObject(0))
        .isEqualTo(product.me().getJsonObject("team"));
    JsonObject other = product.get("/api/organizations/" + second + "/projects").expect(200).json();
    JsonObject there = moved(product, wish("set_current_organization", second));
    assertThat(other.getJsonArray("results").getJsonObject(0))
        .isEqualTo(there.getJsonObject("team"));
  }

  @Test
  void aKeyIsToldWhatItMayDo() {
    JsonObject login = product.get("/api/personal_api_keys/@current").expect(200).json();
    assertThat(login)
        .isEqualTo(
            new JsonObject()
                .put("scopes", Product.array("*"))
                .put("scoped_teams", Product.array())
                .put("scoped_organizations", Product.array(home.toString())));
    String token =
        ada.login()
            .ask(
                Ask.post(
                    "/me/tokens",
                    "name",
                    "Phone",
                    "scopes",
                    List.of("organization:read", "user:read")))
            .expect(201)
            .text("token");
    assertThat(
            product
                .as(token)
                .get("/api/personal_api_keys/@current/")
                .expect(200)
                .json()
                .getJsonArray("scopes"))
        .isEqualTo(Product.array("org:read", "organization:read", "me:read", "user:read"));
  }
}
