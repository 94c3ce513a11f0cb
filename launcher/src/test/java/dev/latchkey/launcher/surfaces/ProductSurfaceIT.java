package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Product.array;
import static dev.latchkey.launcher.surfaces.Product.refused;
import static dev.latchkey.launcher.surfaces.Product.throttled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see and change of themselves on the product surface. */
class ProductSurfaceIT {

  private static final String ME = "/api/users/@me";

  private static MatrixWorld world;
  private static UUID home;
  private Actor ada;
  private Product product;

  @BeforeAll
  static void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
  }

  @BeforeEach
  void signIn() {
    ada = world.actor(home, world.role("admin"));
    product = Product.of(ada.login());
  }

  private JsonObject fresh() {
    String id = ada.id().toString();
    JsonObject organization =
        new JsonObject()
            .put("id", home.toString())
            .put("name", "Matrix")
            .put("membership_level", 8);
    return new JsonObject()
        .put("uuid", id)
        .put("distinct_id", id)
        .put("first_name", "")
        .put("last_name", "")
        .put("email", id + "@example.org")
        .put("is_email_verified", true)
        .putNull("pending_email")
        .put("has_password", true)
        .put("is_2fa_enabled", false)
        .put("is_staff", false)
        .put("is_impersonated", false)
        .put("has_social_auth", false)
        .put("has_sso_enforcement", false)
        .putNull("sensitive_session_expires_at")
        .put("passkeys_enabled_for_2fa", true)
        .put("theme_mode", "system")
        .put("toolbar_mode", "toolbar")
        .put("shortcut_position", "above")
        .put("allow_sidebar_suggestions", false)
        .put("anonymize_data", false)
        .put("allow_impersonation", false)
        .putNull("role_at_organization")
        .put("notification_settings", new JsonObject())
        .put("has_seen_product_intro_for", new JsonObject())
        .put("events_column_config", new JsonObject().put("active", "DEFAULT"))
        .put("hedgehog_config", hedgehog())
        .put("organization", organization)
        .put("organizations", array(organization))
        .put(
            "team",
            new JsonObject()
                .put("uuid", home.toString())
                .put("name", "Matrix")
                .put("organization", home.toString()))
        .put("scene_personalisation", array())
        .putNull("onboarding_skipped_at")
        .putNull("onboarding_skipped_reason")
        .putNull("onboarding_skipped_organization_id")
        .putNull("onboarding_delegated_to_invite")
        .putNull("onboarding_delegated_to_organization_id")
        .putNull("onboarding_delegation_accepted_at")
        .put("pending_invites", array());
  }

  /** Without what can't be foretold: when they came, and the numbers of person and project. */
  private static JsonObject foretold(JsonObject user) {
    assertThat(user.remove("date_joined")).isNotNull();
    assertThat(Product.number(user)).isNotEqualTo(Product.number(user.getJsonObject("team")));
    user.remove("id");
    user.getJsonObject("team").remove("id");
    return user;
  }

  private static JsonObject hedgehog() {
    return new JsonObject()
        .put("enabled", false)
        .put("use_as_profile", false)
        .put("accessories", array())
        .put("walking_enabled", false)
        .put("interactions_enabled", false)
        .put("controls_enabled", false)
        .put("party_mode_enabled", false);
  }

  @Test
  void theWholeUserIsAnsweredUnderBothNamesWithASlashAndWithout() {
    for (String path : new String[] {ME, ME + "/", "/api/users/" + ada.id() + "/"}) {
      assertThat(foretold(product.get(path).expect(200).json())).isEqualTo(fresh());
    }
    assertThat(product.me()).isEqualTo(product.me());
  }

  @Test
  void whoeverActsAsSomebodySeesWhoTheyAreAndNothingThatIsTheirsAlone() {
    Actor owner = world.actor(home, world.role("owner"));
    JsonObject settings = new JsonObject().put("impersonationAllowed", true);
    owner.login().ask(Ask.patch("/org", "settings", settings)).expect(200);
    product.patch("{\"allow_impersonation\": true, \"theme_mode\": \"dark\"}").expect(200);
    world.invitation(world.organization(), ada.id() + "@example.org");
    Ask begin = Ask.post("/org/users/" + ada.id() + "/impersonate", "reason", "Ticket 4711");
    Product support = product.as(owner.login().ask(begin).expect(201).text("accessToken"));

    JsonObject expected = fresh().put("is_impersonated", true).put("allow_impersonation", true);
    expected.putNull("has_password").putNull("is_2fa_enabled");
    preferences().forEach(expected::remove);
    assertThat(foretold(support.me())).isEqualTo(expected);
    refused(support.patch("{\"theme_mode\": \"light\"}"), 403, "login_required", null);
    refused(support.get(ME + "/two_factor_status"), 403, "login_required", null);
    assertThat(product.me().getBoolean("is_impersonated")).isFalse();
  }

  private Stream<String> preferences() {
    return fresh().fieldNames().stream()
        .filter(
            name ->
                name.matches("(onboarding|theme|toolbar|shortcut|role|events|hedgehog|scene)_.*")
                    || name.matches(
                        "notification_settings|anonymize_data|has_seen.*|.*suggestions"));
  }

  @Test
  void whoIsInvitedSeesIt() {
    UUID invitation = world.invitation(world.organization(), ada.id() + "@example.org");
    JsonObject pending = product.me().getJsonArray("pending_invites").getJsonObject(0);
    assertThat(pending.getString("id")).isEqualTo(invitation.toString());
    assertThat(pending.getString("organization_name")).isEqualTo("Matrix");
    assertThat(pending.getString("target_email")).isEqualTo(ada.id() + "@example.org");
  }

  @Test
  void aChangeReachesProfileAndPreferencesAndNothingElse() {
    JsonObject wanted =
        new JsonObject(
            """
            {"first_name": "Ada", "last_name": "King", "theme_mode": "dark", "toolbar_mode": "disabled",
             "shortcut_position": "hidden", "role_at_organization": "engineering",
             "allow_sidebar_suggestions": true, "anonymize_data": true, "allow_impersonation": true,
             "notification_settings": {"plugin_disabled": false, "project_weekly_digest_disabled": {"1": true}},
             "has_seen_product_intro_for": {"surveys": true},
             "events_column_config": {"active": ["event", "person"]}}\
            """);
    JsonObject ignored =
        new JsonObject(
            """
            {"is_staff": true, "uuid": "x", "is_email_verified": false, "passkeys_enabled_for_2fa": true,
             "has_password": false, "scene_personalisation": 7, "unheard_of": {"a": [1]},
             "hedgehog_config": {"use_as_profile": true, "actor_options": {"x": 1}}}\
            """);
    JsonObject body = wanted.copy().mergeIn(ignored);
    body.put("set_current_organization", home.toString()).put("set_current_team", home.toString());
    JsonObject expected =
        fresh().mergeIn(wanted).put("hedgehog_config", hedgehog().put("use_as_profile", true));
    JsonObject answered = product.patch(body.encode()).expect(200).json();
    assertThat(foretold(answered)).isEqualTo(expected);
    JsonObject back =
        product
            .patch(
                """
                {"first_name": "", "last_name": null, "theme_mode": null, "toolbar_mode": null,
                 "shortcut_position": null, "role_at_organization": null,
                 "allow_sidebar_suggestions": null, "anonymize_data": null, "allow_impersonation": null,
                 "notification_settings": null, "has_seen_product_intro_for": null,
                 "events_column_config": {"active": "DEFAULT"}, "hedgehog_config": null}\
                """)
            .expect(200)
            .json();
    assertThat(foretold(back)).isEqualTo(fresh());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"theme_mode\": \"blue\"} | invalid_choice | theme_mode",
        "{\"shortcut_position\": \"left\"} | invalid_choice | shortcut_position",
        "{\"role_at_organization\": \"king\"} | invalid_choice | role_at_organization",
        "{\"passkeys_enabled_for_2fa\": false} | invalid_choice | passkeys_enabled_for_2fa",
        "{\"email\": \"nowhere\"} | invalid_input | email",
        "{\"first_name\": 7} | invalid_input | first_name",
        "{\"last_name\": \"a\\nb\"} | invalid_input | last_name",
        "{\"last_name\": \"ab\\u0085\"} | invalid_input | last_name",
        "{\"hedgehog_config\": {\"color\": \"a b\"}} | invalid_input | hedgehog_config__color",
        "{\"password\": \"a long and new password\"} | required | current_password",
        "{\"set_current_team\": 4711} | does_not_exist | set_current_team",
        "{\"theme_mode\" | invalid_input |"
      })
  void whatIsWrongIsNamedAndNothingIsChanged(String body, String code, String attr) {
    refused(product.patch(body), 400, code, attr);
    assertThat(foretold(product.me())).isEqualTo(fresh());
  }

  @Test
  void anAddressIsStagedAndCancelled() {
    String wanted = Person.freshAddress("product");
    JsonObject staged = product.patch("{\"email\": \"" + wanted + "\"}").expect(200).json();
    assertThat(staged.getString("pending_email")).isEqualTo(wanted);
    assertThat(staged.getString("email")).isEqualTo(ada.id() + "@example.org");
    Ask cancel = Ask.of("PATCH", "/api/users/cancel_email_change_request");
    JsonObject cancelled = product.send(cancel).expect(200).json();
    assertThat(cancelled.getString("pending_email")).isNull();
    assertThat(foretold(cancelled)).isEqualTo(fresh());
    refused(product.send(cancel), 400, "email_change_request_not_found", null);
    String token = SharedNode.get().latchkey().mails().newest("verify-email", wanted).token();
    refused(
        product.post("/api/users/verify_email/", "uuid", ada.id().toString(), "token", token),
        400,
        "invalid_token",
        "token");
  }

  @Test
  void anotherAddressWantsAFreshProofAndOnesOwnInAnyCaseIsNone() {
    SharedNode.get()
        .database()
        .execute(
            "UPDATE sessions.login SET authenticated_at = now() - interval '6 min' WHERE id = '%s'"
                .formatted(ada.login().id()));
    refused(
        product.patch("{\"email\": \"other@example.org\", \"theme_mode\": \"dark\"}"),
        403,
        "sensitive_action_required_reauth",
        null);
    refused(
        product.patch("{\"allow_impersonation\": true}"),
        403,
        "sensitive_action_required_reauth",
        null);
    String own = (ada.id() + "@EXAMPLE.org").toUpperCase(java.util.Locale.ROOT);
    JsonObject same =
        product.patch("{\"first_name\": \"Ada\", \"email\": \"" + own + "\"}").expect(200).json();
    assertThat(same.getString("pending_email")).isNull();
    assertThat(same.getString("first_name")).isEqualTo("Ada");
    assertThat(same.getString("theme_mode")).isEqualTo("system");
  }

  @Test
  void aPasswordIsChangedByTheOldOneFiveTriesAMinute() {
    refused(changing("wrong", "eleven quiet looms"), 400, "incorrect_password", "current_password");
    refused(changing(Person.PASSWORD, "short"), 400, "password_too_short", "password");
    refused(changing(Person.PASSWORD, "password1234567"), 400, "password_blocklisted", "password");
    refused(changing(Person.PASSWORD, Person.PASSWORD), 400, "password_unchanged", "password");
    refused(
        product.patch(
            "{\"password\": \"a\", \"current_password\": \"b\", \"email\": \"a@example.org\"}"),
        400,
        "invalid_input",
        "email");
    changing(Person.PASSWORD, "eleven quiet looms before dawn").expect(200);
    throttled(changing("eleven quiet looms before dawn", Person.PASSWORD));
    ada.login().me().expect(200);
    Person herself =
        new Person(SharedNode.get().latchkey(), ada.id() + "@example.org", Person.PASSWORD);
    herself.trySignIn().expect(401);
    herself.trySignIn("eleven quiet looms before dawn").expect(201);
  }

  private Reply changing(String current, String wanted) {
    return product.patch(
        Ask.object("password", wanted, "current_password", current, "theme_mode", "dark").encode());
  }

  @Test
  void theSetUpIsLeftOnceAndLaterForAnotherReason() {
    JsonObject first =
        product
            .post(ME + "/onboarding/skip/", "reason", "later", "step_at_skip", "")
            .expect(200)
            .json();
    assertThat(first.getString("onboarding_skipped_at")).isNotNull();
    assertThat(first.getString("onboarding_skipped_reason")).isEqualTo("later");
    assertThat(first.getString("onboarding_skipped_organization_id")).isEqualTo(home.toString());
    JsonObject second = product.post(ME + "/onboarding/skip", "reason", "other").expect(200).json();
    assertThat(second).isEqualTo(first.put("onboarding_skipped_reason", "other"));
  }

  @Test
  void onlyAReasonOfOnesOwnIsTakenThirtyTimesAnHour() {
    String path = ME + "/onboarding/skip/";
    refused(product.post(path, "reason", "delegated"), 400, "invalid_choice", "reason");
    refused(product.post(path, "step_at_skip", "x"), 400, "required", "reason");
    refused(
        product.post(path, "reason", "later", "step_at_skip", "x".repeat(65)),
        400,
        "max_length",
        "step_at_skip");
    for (int time = 0; time < 30; time++) {
      product.post(path, "reason", "later").expect(200);
    }
    throttled(product.post(path, "reason", "other"));
  }

  @Test
  void aDeviceIsRegisteredAndSeenAgain() {
    String token = "token:" + UUID.randomUUID();
    Reply first = product.post(ME + "/push_tokens/", "token", token, "platform", "ios").expect(200);
    assertThat(first.json().fieldNames())
        .containsExactlyInAnyOrder("id", "platform", "created_at", "last_seen_at");
    JsonObject again =
        product.post(ME + "/push_tokens", "token", token, "platform", "web").expect(200).json();
    assertThat(again.getString("id")).isEqualTo(first.text("id"));
    assertThat(again.getString("platform")).isEqualTo("web");
    refused(
        product.post(ME + "/push_tokens", "token", token, "platform", "tv"),
        400,
        "invalid_choice",
        "platform");
    refused(product.post(ME + "/push_tokens", "platform", "ios"), 400, "required", "token");
    refused(
        product.post(ME + "/push_tokens", "token", "x".repeat(513), "platform", "ios"),
        400,
        "max_length",
        "token");
  }

  @Test
  void aDeviceIsUnregisteredWhetherItWasThereOrNot() {
    String token = "token:" + UUID.randomUUID();
    product.post(ME + "/push_tokens", "token", token, "platform", "android").expect(200);
    for (int time = 0; time < 2; time++) {
      Reply gone = product.post(ME + "/push_tokens/unregister/", "token", token).expect(204);
      assertThat(gone.body()).isEmpty();
    }
    refused(product.post(ME + "/push_tokens/unregister"), 400, "required", null);
  }

  @Test
  void aSceneHasItsDashboardInThisOrganisationAlone() {
    product.post(ME + "/scene_personalisation", "scene", "Insights", "dashboard", 8).expect(200);
    product.post(ME + "/scene_personalisation", "scene", "Person", "dashboard", "a").expect(200);
    JsonObject user =
        product
            .post(ME + "/scene_personalisation/", "scene", "Insights", "dashboard", 15, "team", 3)
            .expect(200)
            .json();
    assertThat(user.getJsonArray("scene_personalisation"))
        .isEqualTo(
            array(
                new JsonObject().put("scene", "Insights").put("dashboard", 15),
                new JsonObject().put("scene", "Person").put("dashboard", "a")));
    refused(
        product.post(ME + "/scene_personalisation", "scene", "Insights"),
        400,
        "required",
        "dashboard");
    refused(product.post(ME + "/scene_personalisation", "dashboard", 1), 400, "required", "scene");
    refused(
        product.post(ME + "/scene_personalisation", "scene", "a b", "dashboard", 1),
        400,
        "invalid_input",
        "scene");
  }

  static Stream<Ask> guarded() {
    JsonObject nothing = new JsonObject();
    return Stream.concat(
        Stream.of("", "/two_factor_start_setup", "/start_2fa_setup", "/two_factor_status")
            .map(path -> Ask.of("GET", ME + path)),
        Stream.of(
            Ask.of("PATCH", ME).json(nothing),
            Ask.of("POST", ME + "/onboarding/skip").json(Ask.object("reason", "later")),
            Ask.of("POST", ME + "/push_tokens").json(Ask.object("token", "t", "platform", "ios")),
            Ask.of("POST", ME + "/push_tokens/unregister").json(Ask.object("token", "t")),
            Ask.of("POST", ME + "/scene_personalisation")
                .json(Ask.object("scene", "s", "dashboard", 1)),
            Ask.of("POST", ME + "/two_factor_validate").json(Ask.object("token", "000000")),
            Ask.of("POST", ME + "/validate_2fa").json(Ask.object("token", "000000")),
            Ask.of("POST", ME + "/two_factor_backup_codes"),
            Ask.of("POST", ME + "/two_factor_disable"),
            Ask.of("PATCH", "/api/users/cancel_email_change_request"),
            Ask.of("GET", "/api/organizations"),
            Ask.of("GET", "/api/organizations/@current"),
            Ask.of("GET", "/api/organizations/@current/projects"),
            Ask.of("GET", "/api/personal_api_keys/@current"),
            Ask.of("POST", "/api/organizations/@current/invites/delegate")
                .json(Ask.object("target_email", "grace@example.org"))));
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void nobodyGetsInWithoutACredentialThatCounts(Ask ask) {
    ada.login().ask(Ask.delete("/sessions/current")).expect(204);
    for (String token :
        new String[] {null, "garbage", ada.login().access(), ada.login().refresh()}) {
      refused(product.as(token).send(ask), 401, "not_authenticated", null);
    }
    Ask otherDialects =
        ask.with("DD-API-KEY", "x").with("DD-APPLICATION-KEY", "x").with("Authorization", "tot_x");
    refused(product.as(null).send(otherDialects), 401, "not_authenticated", null);
    refused(
        product.as(null).send(ask.with("Cookie", "sessionid=" + ada.login().access())),
        401,
        "not_authenticated",
        null);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void whoIsDisabledIsRefusedAtTheVeryNextRequest(Ask ask) {
    world.disable(ada.id());
    refused(product.send(ask), 401, "not_authenticated", null);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void somebodyElseIsRefusedBeThereSuchAOneOrNot(Ask ask) {
    if (ask.path().contains("@me")) {
      UUID colleague = world.person(home, world.role("member"));
      for (Object other : new Object[] {colleague, UUID.randomUUID(), "1", "@you"}) {
        String path = ask.path().replace("@me", String.valueOf(other));
        refused(
            product.send(new Ask(ask.method(), path, ask.headers(), ask.body())),
            403,
            "permission_denied",
            null);
      }
    }
  }

  @Test
  void whatIsNotThereIsToldInTheSameForm() {
    refused(product.get("/api/users/@me/nothing/"), 404, "not_found", null);
    refused(product.get("/api/organizations/@current/nothing"), 404, "not_found", null);
    Reply other = product.send(Ask.of("DELETE", ME));
    refused(other, 405, "method_not_allowed", null);
    assertThat(other.header("allow")).contains("PATCH");
    refused(
        product.send(
            Ask.of("POST", ME + "/push_tokens").json("{}").with("Content-Type", "text/plain")),
        415,
        "unsupported_media_type",
        null);
  }
}
