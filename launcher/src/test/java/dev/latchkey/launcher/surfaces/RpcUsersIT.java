package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Rpc.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rpc surface: the people of an organisation, by their handles. */
class RpcUsersIT {

  private static final Rpc RPC = Rpc.founded();
  private static final String LAST_ATTEMPT = "LastLogonAttemptUtc";
  private static final JsonArray OF_A_MEMBER = new JsonArray().add("org:read").add("teams:read");

  private static JsonObject person(String userName, String email, String... roles) {
    return new JsonObject()
        .put("UserName", userName)
        .put("Email", email)
        .put("Roles", new JsonArray(List.of(roles)))
        .put("Groups", new JsonArray())
        .put("NotificationGroups", new JsonArray())
        .put("IsInternal", true)
        .put("IsADUser", false)
        .put("IsOAuthUser", false)
        .put("IsSSOUser", false);
  }

  /** Neither locked nor disabled, as others see it. */
  private static JsonObject free(JsonObject person) {
    return person.put("Locked", false).put("Disabled", false);
  }

  /** The fields that a request was refused for. */
  private static List<String> fields(Reply reply) {
    return refused(reply, 400, "InvalidRequest").getJsonArray("Errors").stream()
        .map(each -> ((JsonObject) each).getString("FieldName"))
        .toList();
  }

  private static String name(String address) {
    return address.substring(0, address.indexOf('@'));
  }

  @Test
  void aUserIsAddedWithAGeneratedPassword() {
    String email = Person.freshAddress("Grace");
    JsonObject details =
        new JsonObject()
            .put("UserName", name(email))
            .put("FirstName", "Grace")
            .put("SecondName", "Hopper")
            .put("Email", email)
            .put("Roles", new JsonArray().add("admin"))
            .put("Permissions", new JsonArray().add("org:manage"))
            .put("Id", 7);
    JsonObject added =
        RPC.post("/users/add/", "UserDetails", details, "SkipCheck", true, "Version", 3)
            .expect(200)
            .json();
    String password = String.valueOf(added.remove("GeneratedPassword"));
    assertThat(password).hasSizeGreaterThanOrEqualTo(20);
    assertThat(added.remove("ChangePasswordByUtc")).isNotNull();
    assertThat(added)
        .isEqualTo(
            person(name(email).toLowerCase(java.util.Locale.ROOT), email, "admin")
                .put("FirstName", "Grace")
                .put("SecondName", "Hopper")
                .put("Locked", false)
                .put("Disabled", false)
                .put("Version", 3));

    JsonObject again = RPC.get("/users/" + name(email)).expect(200).json();
    assertThat(again.containsKey("GeneratedPassword")).isFalse();
    RPC.settle(email);
    Person grace = new Person(RPC.node().latchkey(), email, password);
    Rpc.authenticate(grace).expect(200);
  }

  @Test
  void aUserIsAddedByAFormWithFlatFieldsAndAPasswordOfChoice() {
    String email = Person.freshAddress("flat");
    JsonObject added =
        RPC.form("/users/add", "Email", email, "FirstName", "Zoë", "Password", Person.PASSWORD)
            .expect(200)
            .json();
    assertThat(added).isEqualTo(free(person(email, email, "member").put("FirstName", "Zoë")));
    RPC.settle(email);
    Rpc.authenticate(new Person(RPC.node().latchkey(), email, Person.PASSWORD)).expect(200);
  }

  @Test
  void aUserIsAddedByQuery() {
    String flat = Person.freshAddress("query");
    String nested = Person.freshAddress("query");
    JsonObject added =
        RPC.get("/users/add", "Email", flat, "Roles", "member", "SkipCheck", "True")
            .expect(200)
            .json();
    assertThat(added.getString("GeneratedPassword")).hasSizeGreaterThanOrEqualTo(20);
    JsonObject details = new JsonObject().put("Email", nested).put("SecondName", "Lovelace");
    assertThat(
            RPC.get("/users/add/", "UserDetails", details.encode()).expect(200).text("SecondName"))
        .isEqualTo("Lovelace");
  }

  @Test
  void listsAndObjectsStandInQueriesAndFormsAsTheirClientsWriteThem() {
    String one = Person.freshAddress("jsv");
    String details = "{UserName:%s,Email:%s,FirstName:\"Joe, the 2nd\",Roles:[member,admin]}";
    JsonObject added =
        RPC.get("/users/add", "UserDetails", details.formatted(name(one), one)).expect(200).json();
    assertThat(added.getString("UserName")).isEqualTo(name(one));
    assertThat(added.getString("FirstName")).isEqualTo("Joe, the 2nd");
    assertThat(added.getJsonArray("Roles")).containsExactlyInAnyOrder("member", "admin");

    String two = Person.freshAddress("jsv");
    JsonObject formed =
        RPC.form("/users/add", "UserDetails", details.formatted(name(two), two)).expect(200).json();
    assertThat(formed.getJsonArray("Roles")).containsExactlyInAnyOrder("member", "admin");

    for (String roles : List.of("member,admin", "[admin,member]", "[\"member\",\"admin\"]")) {
      RPC.get("/users/update", "UserName", name(one), "Roles", "member").expect(204);
      RPC.form("/users/update", "UserName", name(one), "Roles", roles).expect(204);
      assertThat(RPC.get("/users/" + name(one)).json().getJsonArray("Roles"))
          .containsExactlyInAnyOrder("member", "admin");
    }
    RPC.founder()
        .ask(Ask.of("GET", "/users/update?FirstName&Roles&UserName=" + name(one)))
        .expect(204);
    JsonObject after = RPC.get("/users/" + name(one)).json();
    assertThat(after.getString("FirstName")).isEqualTo("Joe, the 2nd");
    assertThat(after.getJsonArray("Roles")).hasSize(2);
  }

  @Test
  void aTextThatIsNoListOrObjectIsRefusedWithItsField() {
    for (String text : List.of("joe", "{Email:", "{Email:\"}", "[a]", "{A:".repeat(500))) {
      for (Reply reply :
          List.of(
              RPC.get("/users/add", "UserDetails", text),
              RPC.form("/users/add", "UserDetails", text))) {
        JsonObject told = refused(reply, 400, "InvalidRequest");
        assertThat(told.getJsonArray("Errors").getJsonObject(0).getString("FieldName"))
            .isEqualTo("UserDetails");
      }
    }
    JsonObject nested =
        refused(RPC.get("/users/add", "UserDetails", "{Locked:perhaps}"), 400, "InvalidRequest");
    JsonObject error = nested.getJsonArray("Errors").getJsonObject(0);
    assertThat(error.getString("FieldName")).isEqualTo("UserDetails.Locked");
    assertThat(error.getString("ErrorCode")).isEqualTo("Type");
  }

  @Test
  void whatCanNotBeAddedIsRefused() {
    String taken = RPC.member().email();
    refused(RPC.post("/users/add", "FirstName", "Nobody"), 400, "InvalidRequest");
    refused(RPC.post("/users/add", "Email", "x", "Roles", "admin"), 400, "InvalidRequest");
    refused(RPC.post("/users/add", "Email", "x"), 422, "EmailInvalid");
    refused(RPC.post("/users/add", "Email", taken), 409, "EmailTaken");
    refused(
        RPC.post("/users/add", "Email", Person.freshAddress("a"), "UserName", taken),
        409,
        "UserNameTaken");
    refused(
        RPC.post(
            "/users/add", "Email", Person.freshAddress("a"), "Roles", new JsonArray().add("x")),
        404,
        "NotFound");
    refused(
        RPC.post(
            "/users/add",
            "Email",
            Person.freshAddress("a"),
            "Password",
            "short",
            "SkipCheck",
            true),
        422,
        "PasswordTooShort");
    JsonObject long_ =
        new JsonObject().put("Email", "a@example.org").put("FirstName", "x".repeat(201));
    JsonObject told = refused(RPC.post("/users/add", "UserDetails", long_), 400, "InvalidRequest");
    assertThat(told.getJsonArray("Errors").getJsonObject(0).getString("FieldName"))
        .isEqualTo("UserDetails.FirstName");
    assertThat(told.encode()).doesNotContain("xxx");
  }

  @Test
  void aFieldThatIsMissingOrCanNotBeSoIsNamed() {
    String email = Person.freshAddress("a");
    JsonObject nobody = new JsonObject().put("FirstName", "Nobody");
    assertThat(refused(RPC.post("/users/add"), 400, "InvalidRequest").getString("Message"))
        .isEqualTo("Email is required.");
    assertThat(fields(RPC.post("/users/add", "FirstName", "Nobody"))).containsExactly("Email");
    assertThat(fields(RPC.post("/users/add", "UserDetails", nobody)))
        .containsExactly("UserDetails.Email");
    assertThat(fields(RPC.post("/users/update", "FirstName", "A"))).containsExactly("UserName");
    assertThat(fields(RPC.post("/users/add", "Email", email, "Locked", true)))
        .containsExactly("Locked");
    assertThat(fields(RPC.post("/users/add", "Email", email, "Disabled", true)))
        .containsExactly("Disabled");
    for (String name : List.of("x".repeat(101), "a\u0007b", "a\nb")) {
      assertThat(fields(RPC.post("/users/add", "Email", email, "FirstName", name)))
          .containsExactly("FirstName");
      assertThat(fields(RPC.get("/users/add", "Email", email, "SecondName", name)))
          .containsExactly("SecondName");
    }
    refused(RPC.get("/users/" + email), 404, "NotFound");

    String user = RPC.member().email();
    assertThat(fields(RPC.post("/users/update", "UserName", user, "Email", "")))
        .containsExactly("Email");
    assertThat(fields(RPC.post("/users/update", "UserName", user, "Disabled", true)))
        .containsExactly("Disabled");
    assertThat(fields(RPC.post("/users/update", "UserName", RPC.founderName(), "Email", "")))
        .containsExactly("Email");
  }

  @Test
  void nullSaysNothingAndNamesAreTakenInAnyCase() {
    Person user = RPC.member();
    JsonObject details =
        RPC.get("/users/" + user.email())
            .json()
            .putNull("FirstName")
            .putNull("TimeZoneId")
            .putNull("Roles");
    JsonObject body = new JsonObject().put("UserDetails", details).putNull("Version");
    RPC.founder().ask(Ask.of("POST", "/users/update").json(body)).expect(204);
    JsonObject camel =
        Ask.object("userName", user.email(), "firstName", "Grace", "locked", false)
            .putNull("roles");
    RPC.post("/users/update", "userDetails", camel).expect(204);
    RPC.form("/users/update", "username", user.email(), "SECONDNAME", "Hopper", "Version", "")
        .expect(204);
    RPC.get("/users/update", "userDetails", "{userName:%s,roles:[admin]}".formatted(user.email()))
        .expect(204);
    JsonObject after = RPC.get("/users/" + user.email(), "version", 5).json();
    assertThat(after.getString("FirstName")).isEqualTo("Grace");
    assertThat(after.getString("SecondName")).isEqualTo("Hopper");
    assertThat(after.getJsonArray("Roles")).containsExactly("admin");
    assertThat(after.getInteger("Version")).isEqualTo(5);

    refused(
        RPC.post("/users/reset", "UserName", user.email(), "userName", RPC.founderName()),
        400,
        "InvalidRequest");
    JsonObject signIn =
        Ask.object("UserName", user.email(), "Password", user.password())
            .putNull("RememberMe")
            .putNull("Meta");
    user.latchkey().ask(Ask.of("POST", "/auth/credentials").json(signIn)).expect(200);
  }

  @Test
  void nobodyAddsSomebodyWhoMayMoreThanThey() {
    Person admin = RPC.member();
    RPC.post("/users/update", "UserName", admin.email(), "Roles", new JsonArray().add("admin"))
        .expect(204);
    refused(
        RPC.post(
            admin.signIn(),
            "/users/add",
            "Email",
            Person.freshAddress("a"),
            "Roles",
            new JsonArray().add("owner")),
        403,
        "RoleBeyondYours");
  }

  @Test
  void aUserIsDescribedByPostAndByQuery() {
    Person user = RPC.member();
    JsonObject wanted = free(person(user.email(), user.email(), "member"));
    JsonObject byPost = RPC.post("/users/" + user.email(), "Version", 2).expect(200).json();
    JsonObject byQuery =
        RPC.get("/users/" + user.email().toUpperCase(java.util.Locale.ROOT)).json();
    assertThat(byPost.remove("Version")).isEqualTo(2);
    assertThat(byPost).isEqualTo(byQuery);
    assertThat(byPost.remove("Permissions")).isEqualTo(OF_A_MEMBER);
    assertThat(byPost).isEqualTo(wanted);
    refused(RPC.get("/users/nobody"), 404, "NotFound");
    refused(RPC.post("/users/nobody"), 404, "NotFound");
  }

  @Test
  void everybodySeesThemselvesWithoutAPermission() {
    Person user = RPC.member();
    Login login = user.signIn();
    assertThat(own(login, user))
        .isEqualTo(person(user.email(), user.email(), "member").put("Permissions", OF_A_MEMBER));
    refused(RPC.get(login, "/users/" + RPC.founderName()), 403, "Forbidden");
    refused(RPC.get(login, "/users/nobody"), 403, "Forbidden");
    assertThat(
            RPC.get("/users/" + RPC.founderName()).expect(200).json().getJsonArray("Permissions"))
        .contains("users:manage", "UserManage");
  }

  /** Somebody as they see themselves, but for when they signed in: that is told a moment later. */
  private static JsonObject own(Login login, Person user) {
    JsonObject details = RPC.get(login, "/users/" + user.email()).expect(200).json();
    details.remove(LAST_ATTEMPT);
    return details;
  }

  @Test
  void theLastSignInOrALaterWrongTryIsTold() {
    Person user = RPC.member();
    Login login = user.signIn();
    String signIn = Eventually.value("the sign-in", () -> lastAttempt(login, user));
    assertThat(lastAttempt(RPC.founder(), user)).isEqualTo(signIn);
    refused(Rpc.authenticate(user.with("wrong")), 401, "InvalidCredentials");
    assertThat(Instant.parse(lastAttempt(RPC.founder(), user))).isAfter(Instant.parse(signIn));
    assertThat(lastAttempt(login, user)).isEqualTo(signIn);
    assertThat(lastAttempt(RPC.founder(), RPC.member())).isNull();
  }

  private static String lastAttempt(Login by, Person user) {
    return RPC.get(by, "/users/" + user.email()).expect(200).text(LAST_ATTEMPT);
  }

  @Test
  void aUserIsUpdatedByPost() {
    Person user = RPC.member();
    JsonObject details = RPC.get("/users/" + user.email()).json();
    details
        .put("FirstName", "Grace")
        .put("TimeZoneId", "Europe/Vienna")
        .put("Email", "new" + user.email());
    RPC.post("/users/update/", "UserDetails", details).expect(204);
    JsonObject updated = RPC.get("/users/" + user.email()).json();
    assertThat(updated).isEqualTo(details);

    RPC.form("/users/update", "UserName", user.email(), "FirstName", "").expect(204);
    assertThat(RPC.get("/users/" + user.email()).json().containsKey("FirstName")).isFalse();
  }

  @Test
  void aUserIsUpdatedByQuery() {
    Person user = RPC.member();
    RPC.get("/users/update", "UserName", user.email(), "SecondName", "Hopper", "Roles", "admin")
        .expect(204);
    JsonObject updated = RPC.get("/users/" + user.email()).json();
    assertThat(updated.getString("SecondName")).isEqualTo("Hopper");
    assertThat(updated.getJsonArray("Roles")).containsExactly("admin");
  }

  @Test
  void oneUpdatesOneselfButNeitherRolesNorLocks() {
    Person user = RPC.member();
    Login login = user.signIn();
    JsonObject own = own(login, user);
    RPC.post(login, "/users/update", "UserDetails", own.copy().put("FirstName", "Me")).expect(204);
    assertThat(own(login, user)).isEqualTo(own.copy().put("FirstName", "Me"));

    JsonArray owner = new JsonArray().add("owner");
    refused(
        RPC.post(login, "/users/update", "UserDetails", own.copy().put("Roles", owner)),
        403,
        "NotYourself");
    refused(
        RPC.post(login, "/users/update", "UserName", user.email(), "Locked", true),
        403,
        "NotYourself");
    RPC.post(
            login,
            "/users/update",
            "UserName",
            user.email(),
            "Permissions",
            new JsonArray().add("UserManage"))
        .expect(204);
    assertThat(own(login, user)).isEqualTo(own.copy().put("FirstName", "Me"));
  }

  @Test
  void anUpdateIsDoneAsAWholeOrNotAtAll() {
    Person user = RPC.member();
    Person admin = RPC.member();
    RPC.post("/users/update", "UserName", admin.email(), "Roles", new JsonArray().add("admin"))
        .expect(204);
    JsonObject before = RPC.get("/users/" + user.email()).json();
    refused(RPC.post("/users/update", "UserDetails", update(user, "nope")), 404, "NotFound");
    assertThat(RPC.get("/users/" + user.email()).json()).isEqualTo(before);
    refused(
        RPC.post(admin.signIn(), "/users/update", "UserDetails", update(user, "owner")),
        403,
        "RoleBeyondYours");
    assertThat(RPC.get("/users/" + user.email()).json()).isEqualTo(before);
    RPC.post(admin.signIn(), "/users/update", "UserDetails", update(user, "admin")).expect(204);
    JsonObject after = RPC.get("/users/" + user.email()).json();
    assertThat(after.getString("FirstName")).isEqualTo("Grace");
    assertThat(after.getJsonArray("Roles")).containsExactly("admin");
  }

  private static JsonObject update(Person user, String role) {
    return Ask.object(
        "UserName", user.email(), "FirstName", "Grace", "Roles", new JsonArray().add(role));
  }

  @Test
  void whoIsDisabledIsShownSo() {
    Person user = RPC.member();
    String id = user.signIn().me().json().getJsonObject("user").getString("id");
    RPC.founder().ask(Ask.of("POST", "/api/v1/org/users/" + id + "/disable")).expect(200);
    JsonObject details = RPC.get("/users/" + user.email()).json();
    assertThat(details.getBoolean("Disabled")).isTrue();
    assertThat(details.getBoolean("Locked")).isFalse();
    RPC.post("/users/update", "UserDetails", details).expect(204);
    RPC.founder().ask(Ask.of("POST", "/api/v1/org/users/" + id + "/enable").json("{}")).expect(200);
    assertThat(RPC.get("/users/" + user.email()).json().getBoolean("Disabled")).isFalse();
  }

  @Test
  void anUpdateThatCanNotBeIsRefused() {
    Person user = RPC.member();
    refused(RPC.post("/users/update", "FirstName", "A"), 400, "InvalidRequest");
    refused(
        RPC.post("/users/update", "UserName", user.email(), "Locked", true), 400, "InvalidRequest");
    refused(RPC.post("/users/update", "UserName", "nobody"), 404, "NotFound");
    refused(
        RPC.post("/users/update", "UserName", user.email(), "Email", RPC.founderName()),
        409,
        "EmailTaken");
    refused(
        RPC.post("/users/update", "UserName", user.email(), "TimeZoneId", "Mars/North"),
        422,
        "TimeZoneInvalid");
    refused(
        RPC.post(user.signIn(), "/users/update", "UserName", RPC.founderName(), "FirstName", "A"),
        403,
        "Forbidden");
  }

  @Test
  void aUserIsDeletedByPostAndEndsAtOnce() {
    Person user = RPC.member();
    Login login = user.signIn();
    RPC.post("/users/delete/", "UserName", user.email()).expect(204);
    refused(RPC.get("/users/" + user.email()), 404, "NotFound");
    refused(RPC.get(login, "/users/" + user.email()), 401, "Unauthenticated");
    refused(RPC.post("/users/delete", "UserName", user.email()), 404, "NotFound");
  }

  @Test
  void aUserIsDeletedByQuery() {
    Person user = RPC.member();
    RPC.get("/users/delete", "UserName", user.email()).expect(204);
    refused(RPC.get("/users/" + user.email()), 404, "NotFound");
    refused(RPC.get("/users/delete", "UserName", RPC.founderName()), 403, "NotYourself");
    refused(RPC.get("/users/delete"), 400, "InvalidRequest");
  }

  @Test
  void everybodyIsListedAtOnceHoweverManyPagesThatTakes() {
    Rpc crowd = Rpc.founded();
    JsonArray users = new JsonArray();
    IntStream.range(0, 100)
        .forEach(each -> users.add(new JsonObject().put("email", Person.freshAddress("crowd"))));
    crowd
        .founder()
        .ask(Ask.post("/org/users/batch").json(new JsonObject().put("users", users)))
        .expect(200);
    Person last = crowd.member();
    Eventually.passes(
        () ->
            assertThat(crowd.get("/users/" + crowd.founderName()).text(LAST_ATTEMPT)).isNotNull());

    JsonArray byPost = array(crowd.post("/users/"));
    assertThat(byPost).hasSize(102);
    assertThat(array(crowd.get("/users", "ExportFormat", "Csv"))).isEqualTo(byPost);
    assertThat(byPost.stream().map(each -> ((JsonObject) each).getString("UserName")))
        .doesNotHaveDuplicates()
        .contains(last.email(), crowd.founderName());
    assertThat(byPost).contains(free(person(last.email(), last.email(), "member")));
  }

  private static JsonArray array(Reply reply) {
    assertThat(reply.expect(200).header("content-type")).isEqualTo("application/json");
    return new JsonArray(reply.body());
  }

  @Test
  void aListThatWouldBeTooLongIsRefused() {
    Rpc crowd = Rpc.founded();
    crowd
        .node()
        .database()
        .execute(
            """
            WITH made AS (
              INSERT INTO accounts.person (id, handle, state)
              SELECT id, id::text, 'active' FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 5000)) AS ids
              RETURNING id)
            INSERT INTO accounts.membership (organization_id, person_id, state, account_type)
            SELECT m.organization_id, made.id, 'active', 'managed'
              FROM made, accounts.membership m JOIN accounts.person p ON p.id = m.person_id
             WHERE p.handle = '%s'\
            """
                .formatted(crowd.founderName()));
    assertThat(refused(crowd.get("/users"), 400, "InvalidRequest").getString("Message"))
        .contains("5000");
  }

  @Test
  void aResetOfAnotherLiftsTheLockAndTheirSettings() {
    Person user = RPC.member();
    user.signIn().ask(Ask.patch("/me/preferences", "themeMode", "dark")).expect(200);
    refused(Rpc.authenticate(user.with("wrong")), 401, "InvalidCredentials");
    RPC.post("/users/reset/", "UserName", user.email()).expect(204);
    assertThat(RPC.guesses(user)).isZero();
    assertThat(user.signIn().ask(Ask.get("/me/preferences")).text("themeMode")).isEqualTo("system");
    refused(RPC.post("/users/reset", "UserName", "nobody"), 404, "NotFound");
    refused(
        RPC.post(user.signIn(), "/users/reset", "UserName", RPC.founderName()), 403, "Forbidden");
  }

  @Test
  void aResetOfOneselfReturnsOnesSettingsByQuery() {
    Person user = RPC.member();
    Login login = user.signIn();
    login.ask(Ask.patch("/me/preferences", "themeMode", "dark")).expect(200);
    RPC.get(login, "/users/reset", "UserName", user.email()).expect(204);
    assertThat(login.ask(Ask.get("/me/preferences")).text("themeMode")).isEqualTo("system");
  }
}
