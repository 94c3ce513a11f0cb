package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Tenant.ADMIN;
import static dev.latchkey.launcher.surfaces.Tenant.MEMBER;
import static dev.latchkey.launcher.surfaces.Tenant.OWNER;
import static dev.latchkey.launcher.surfaces.Tenant.answered;
import static dev.latchkey.launcher.surfaces.Tenant.asking;
import static dev.latchkey.launcher.surfaces.Tenant.codes;
import static dev.latchkey.launcher.surfaces.Tenant.content;
import static dev.latchkey.launcher.surfaces.Tenant.refused;
import static dev.latchkey.launcher.surfaces.Tenant.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.surfaces.Tenant.Member;
import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tenant surface: the people of an organisation, for its tokens. */
class TenantUsersIT {

  private Tenant tenant;
  private Member grace;

  @BeforeEach
  void found() {
    tenant = Tenant.founded();
    grace = tenant.member(MEMBER);
  }

  private static JsonObject profile(JsonObject user) {
    return user.getJsonObject("profile");
  }

  private String statusOf(Member member) {
    return profile(answered(tenant.get(member.path()))).getString("status");
  }

  @Test
  void aPersonIsToldWithOneRoleAndEveryField() {
    JsonObject user = answered(tenant.get(grace.path()));
    assertThat(user.remove("createdDateTime"))
        .satisfies(time -> assertThat(Instant.parse((String) time)).isBefore(Instant.now()));
    assertThat(user)
        .isEqualTo(
            new JsonObject()
                .put("id", grace.id())
                .put("email", grace.person().email())
                .putNull("idpId")
                .put("roleId", MEMBER)
                .put(
                    "profile",
                    new JsonObject()
                        .put("firstName", "Grace")
                        .put("lastName", "Hopper")
                        .put("title", "Admiral")
                        .put("status", "ACTIVE")
                        .putNull("lastLoginDateTime")));
  }

  /** Waits until it is told. */
  private String lastLogin(Member member) {
    return Eventually.value(
        "the sign-in",
        () -> profile(answered(tenant.get(member.path()))).getString("lastLoginDateTime"));
  }

  @Test
  void whenSomebodyLastSignedInIsTold() {
    Instant before = Instant.parse(answered(tenant.get(grace.path())).getString("createdDateTime"));
    grace.person().signIn();
    String first = lastLogin(grace);
    assertThat(Instant.parse(first)).isAfter(before);
    assertThat(content(tenant.get("/users")))
        .extracting(user -> profile(user).getString("lastLoginDateTime"))
        .contains(first);
    grace.person().signIn();
    Eventually.passes(() -> assertThat(lastLogin(grace)).isGreaterThan(first));
  }

  @Test
  void thePagesHoldEverybodyOnceInTheOrderInWhichTheyJoined() {
    List<String> joined = new ArrayList<>();
    joined.add(tenant.founder().me().json().getJsonObject("user").getString("id"));
    joined.add(grace.id());
    for (int i = 0; i < 3; i++) {
      joined.add(tenant.member(MEMBER).id());
    }
    tenant.post("/users/" + joined.get(3) + "/terminate").expect(200);
    List<String> seen = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      var reply = tenant.get("/users?size=2&page=" + page);
      content(reply).forEach(user -> seen.add(user.getString("id")));
      assertThat(reply.json().getLong("totalElements")).isEqualTo(5);
      assertThat(reply.json().getLong("totalPages")).isEqualTo(3);
      assertThat(reply.json().getInteger("number")).isEqualTo(page);
      assertThat(reply.json().getInteger("size")).isEqualTo(2);
    }
    assertThat(seen).isEqualTo(joined);
    assertThat(content(tenant.get("/users?size=2&page=3"))).isEmpty();
    assertThat(content(tenant.get("/users?page=2147483647&size=2147483647"))).isEmpty();
  }

  @Test
  void withoutWordsAPageIsTheFirstOfTwentyAndNoneIsLongerThanAHundred() {
    assertThat(content(tenant.get("/users"))).hasSize(2);
    assertThat(tenant.get("/users").json().getInteger("size")).isEqualTo(20);
    assertThat(tenant.get("/users?size=101&sort=anything").json().getInteger("size"))
        .isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"page=-1", "size=0", "size=-1", "page=x", "page=2147483648"})
  void aPageThatIsNoneIsRefused(String query) {
    assertThat(codes(tenant.get("/users?" + query), 400)).hasSize(1);
    assertThat(codes(tenant.get("/users?page=-1&size=0"), 400)).hasSize(2);
  }

  @Test
  void ofAProfileWhatIsAbsentStaysAndWhatIsNullIsCleared() {
    JsonObject change = new JsonObject().put("firstName", "Ada").putNull("title").put("x", 1);
    JsonObject changed = answered(tenant.put(grace.path() + "/profile", change));
    assertThat(profile(changed))
        .isEqualTo(
            new JsonObject()
                .put("firstName", "Ada")
                .put("lastName", "Hopper")
                .putNull("title")
                .put("status", "ACTIVE")
                .putNull("lastLoginDateTime"));
    assertThat(answered(tenant.get(grace.path()))).isEqualTo(changed);
    assertThat(answered(tenant.put(grace.path() + "/profile", new JsonObject())))
        .isEqualTo(changed);
    JsonObject blank = new JsonObject().put("lastName", " ");
    assertThat(profile(answered(tenant.put(grace.path() + "/profile", blank))).getValue("lastName"))
        .isNull();
  }

  @Test
  void whoseAccountItIsNotMayNotBeEdited() {
    String founder = tenant.founder().me().json().getJsonObject("user").getString("id");
    JsonObject change = new JsonObject().put("firstName", "Ada");
    refused(tenant.put("/users/" + founder + "/profile", change), 403, "external_account");
  }

  @Test
  void eachWrongFieldIsAnErrorOfItsOwn() {
    JsonObject wrong = new JsonObject().put("firstName", "x".repeat(101)).put("title", 7);
    assertThat(codes(tenant.put(grace.path() + "/profile", wrong), 400)).hasSize(2);
    assertThat(codes(tenant.put(grace.path() + "/role", new JsonObject()), 400)).hasSize(1);
    assertThat(codes(tenant.put(grace.path() + "/role", role("x")), 400)).hasSize(1);
    assertThat(codes(tenant.post(grace.path() + "/reinstate", new JsonObject()), 400)).hasSize(1);
    assertThat(codes(tenant.get("/users/x"), 400)).hasSize(1);
  }

  @Test
  void aRoleTakesThePlaceOfAllThatTheyHad() {
    tenant
        .founder()
        .ask(
            Ask.put("/org/users/" + grace.id() + "/roles")
                .json(new JsonObject().put("roleIds", new JsonArray().add(OWNER).add(MEMBER))))
        .expect(200);
    assertThat(answered(tenant.get(grace.path())).getString("roleId")).isEqualTo(OWNER);
    JsonObject changed =
        answered(tenant.askAsFounder(asking("PUT", grace.path() + "/role").json(role(ADMIN))));
    assertThat(changed.getString("roleId")).isEqualTo(ADMIN);
    JsonArray roles =
        tenant
            .founder()
            .ask(Ask.get("/org/users/" + grace.id()))
            .expect(200)
            .json()
            .getJsonArray("roles");
    assertThat(roles).hasSize(1);
  }

  @Test
  void theLastOwnerStaysOne() {
    String founder = tenant.founder().me().json().getJsonObject("user").getString("id");
    Ask demoting = asking("PUT", "/users/" + founder + "/role").json(role(MEMBER));
    refused(tenant.askAsFounder(demoting), 409, "last_owner");
  }

  @Test
  void whoeverIsTerminatedIsOutAtTheVeryNextRequest() {
    Login login = grace.person().signIn();
    login.me().expect(200);
    lastLogin(grace);
    JsonObject terminated = answered(tenant.post(grace.path() + "/terminate"));
    assertThat(profile(terminated).getString("status")).isEqualTo("TERMINATED");
    login.me().expect(401, "unauthenticated");
    assertThat(grace.person().trySignIn().status()).isEqualTo(401);
    assertThat(answered(tenant.post(grace.path() + "/terminate", new JsonObject())))
        .isEqualTo(terminated);
  }

  @Test
  void whoeverIsTerminatedIsReinstatedWithTheRoleThatIsSaid() {
    Login before = grace.person().signIn();
    refused(tenant.post(grace.path() + "/reinstate", role(ADMIN)), 409, "not_disabled");
    tenant.post(grace.path() + "/terminate").expect(200);
    refused(
        tenant.post(grace.path() + "/reinstate", role(UUID.randomUUID().toString())),
        404,
        "not_found");
    assertThat(statusOf(grace)).isEqualTo("TERMINATED");
    JsonObject back = answered(tenant.post(grace.path() + "/reinstate", role(ADMIN)));
    assertThat(profile(back).getString("status")).isEqualTo("ACTIVE");
    assertThat(back.getString("roleId")).isEqualTo(ADMIN);
    before.me().expect(401, "unauthenticated");
    grace.person().signIn().me().expect(200);
  }

  @Test
  void whoseFactorsAreResetHasNoneAndIsSignedOut() {
    Login login = grace.person().signIn();
    String person = "'" + grace.id() + "'";
    tenant
        .node()
        .database()
        .execute(
            "INSERT INTO mfa.person (person_id, generation) VALUES (%s, 1) ON CONFLICT DO NOTHING"
                .formatted(person),
            "INSERT INTO mfa.totp (person_id, secret, confirmed_at) VALUES (%s, '', now())"
                .formatted(person));
    var done = tenant.post(grace.path() + "/reset-mfa").expect(204);
    assertThat(done.body()).isEmpty();
    login.me().expect(401, "unauthenticated");
    assertThat(
            tenant
                .node()
                .database()
                .column("SELECT count(*) FROM mfa.totp WHERE person_id = " + person))
        .containsExactly("0");
    grace.person().signIn().me().expect(200);
  }

  @Test
  void whatMayManagePeopleManagesMembersAndNobodyWhoMayMore() {
    String managing = Tenant.token(tenant.founder(), "users:manage");
    for (Ask ask :
        List.of(
            asking("GET", "/users"),
            asking("GET", "/roles"),
            asking("GET", "/enrollments"),
            asking("GET", grace.path()),
            asking("PUT", grace.path() + "/profile").json(new JsonObject().put("title", "Dr")),
            asking("PUT", grace.path() + "/role").json(role(MEMBER)),
            asking("POST", grace.path() + "/terminate"),
            asking("POST", grace.path() + "/reinstate").json(role(MEMBER)))) {
      answered(tenant.ask(ask, managing));
    }
    refused(
        tenant.ask(asking("PUT", grace.path() + "/role").json(role(ADMIN)), managing),
        403,
        "role_beyond_yours");
    String admin = tenant.member(ADMIN).path();
    refused(tenant.ask(asking("POST", admin + "/terminate"), managing), 403, "outranked");
    String resetting = Tenant.token(tenant.founder(), "users:manage", "users:reset-mfa");
    tenant.ask(asking("POST", grace.path() + "/reset-mfa"), resetting).expect(204);
  }

  static Stream<Ask> aboutSomebody(String path) {
    return Stream.of(
        asking("GET", path),
        asking("PUT", path + "/profile").json(new JsonObject().put("firstName", "Eve")),
        asking("PUT", path + "/role").json(role(ADMIN)),
        asking("POST", path + "/terminate"),
        asking("POST", path + "/reinstate").json(role(ADMIN)),
        asking("POST", path + "/reset-mfa"));
  }

  @Test
  void somebodyOfAnotherOrganizationIsNotFoundLikeNobody() {
    Tenant other = Tenant.founded();
    for (String path : List.of(grace.path(), "/users/" + UUID.randomUUID())) {
      aboutSomebody(path).forEach(ask -> refused(other.ask(ask), 404, "not_found"));
    }
    assertThat(statusOf(grace)).isEqualTo("ACTIVE");
    assertThat(content(other.get("/users"))).hasSize(1);
  }

  @Test
  void aRoleOfAnotherOrganizationIsNotFound() {
    String role =
        Tenant.founded()
            .founder()
            .ask(Ask.post("/org/roles", "name", "Clerk", "permissions", List.of("org:read")))
            .expect(201)
            .text("id");
    refused(tenant.put(grace.path() + "/role", role(role)), 404, "not_found");
  }

  @Test
  void whatItMayNotATokenIsRefused() {
    String reading = Tenant.token(tenant.founder(), "users:read");
    String managing = Tenant.token(tenant.founder(), "users:manage");
    String resetting = Tenant.token(tenant.founder(), "users:reset-mfa");
    aboutSomebody(grace.path())
        .skip(1)
        .forEach(ask -> refused(tenant.ask(ask, reading), 403, "forbidden"));
    assertThat(tenant.ask(asking("GET", grace.path()), reading).status()).isEqualTo(200);
    aboutSomebody(grace.path())
        .limit(5)
        .forEach(ask -> refused(tenant.ask(ask, resetting), 403, "forbidden"));
    refused(tenant.ask(asking("GET", "/users"), resetting), 403, "forbidden");
    refused(tenant.ask(asking("POST", grace.path() + "/reset-mfa"), managing), 403, "forbidden");
    assertThat(content(tenant.ask(asking("GET", "/users"), managing))).hasSize(2);
    assertThat(tenant.ask(asking("GET", grace.path()), managing).status()).isEqualTo(200);
  }

  @Test
  void nobodyReachesWhoeverMayMoreThanTheyNorThemselves() {
    String admin = "Bearer " + tenant.member(ADMIN).person().signIn().access();
    Person owner = tenant.member(OWNER).person();
    String path = "/users/" + owner.signIn().me().json().getJsonObject("user").getString("id");
    refused(tenant.ask(asking("POST", path + "/terminate"), admin), 403, "outranked");
    refused(
        tenant.ask(asking("PUT", grace.path() + "/role").json(role(OWNER)), admin),
        403,
        "role_beyond_yours");
    String founder = tenant.founder().me().json().getJsonObject("user").getString("id");
    refused(tenant.post("/users/" + founder + "/terminate"), 403, "not_yourself");
    refused(tenant.post("/users/" + founder + "/reset-mfa"), 403, "not_yourself");
  }
}
