package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Product.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.App;
import dev.latchkey.launcher.security.MatrixWorld;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Second factors on the product surface. */
class ProductFactorsIT {

  private static final String ME = "/api/users/@me/";

  private MatrixWorld world;
  private UUID home;
  private Actor ada;
  private Product product;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    ada = world.actor(home, world.role("member"));
    product = Product.of(ada.login());
  }

  private App begun(String operation) {
    Reply begun = product.get(ME + operation).expect(200);
    assertThat(begun.header("cache-control")).isEqualTo("no-store");
    assertThat(begun.json().fieldNames()).containsExactlyInAnyOrder("success", "secret");
    assertThat(begun.json().getBoolean("success")).isTrue();
    assertThat(begun.text("secret")).matches("[A-Z2-7]{32}");
    return new App(begun.text("secret"));
  }

  private static JsonObject success() {
    return new JsonObject().put("success", true);
  }

  private JsonObject status() {
    return product.get(ME + "two_factor_status").expect(200).json();
  }

  private static JsonObject none() {
    return new JsonObject()
        .put("is_enabled", false)
        .put("backup_codes", Product.array())
        .put("backup_codes_remaining", 0)
        .putNull("method")
        .put("has_passkeys", false)
        .put("has_totp", false)
        .put("passkeys_enabled_for_2fa", true);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          two_factor_start_setup, two_factor_validate
          two_factor_start_setup/, two_factor_validate/
          start_2fa_setup, validate_2fa
          """)
  void anAppIsSetUpAndAskedForAtTheNextSignIn(String start, String validate) {
    assertThat(status()).isEqualTo(none());
    begun(start);
    App app = begun(start);
    refused(product.post(ME + validate, "token", "000000"), 400, "token_invalid", null);
    assertThat(product.post(ME + validate, "token", app.code(0)).expect(200).json())
        .isEqualTo(success());
    assertThat(product.me().getBoolean("is_2fa_enabled")).isTrue();
    Person person =
        new Person(SharedNode.get().latchkey(), ada.id() + "@example.org", Person.PASSWORD);
    person.trySignIn().expect(200);
    refused(product.get(ME + start), 400, "totp_active", null);
    refused(product.post(ME + validate), 400, "required", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"two_factor_start_setup", "start_2fa_setup/"})
  void aHeadBeginsNothingAnew(String operation) {
    App app = begun(operation);
    Reply head = product.send(Ask.of("HEAD", ME + operation));
    assertThat(head.status()).isEqualTo(405);
    assertThat(head.header("allow")).contains("GET").doesNotContain("HEAD");
    product.post(ME + "two_factor_validate", "token", app.code(0)).expect(200);
    assertThat(product.send(Ask.of("HEAD", ME + "two_factor_status")).status()).isEqualTo(200);
  }

  @Test
  void thereIsNothingToConfirmAfterTenMinutes() {
    App app = begun("two_factor_start_setup");
    SharedNode.get()
        .database()
        .execute(
            "UPDATE mfa.totp SET created_at = created_at - interval '11 min' WHERE person_id = '%s'"
                .formatted(ada.id()));
    refused(
        product.post(ME + "two_factor_validate", "token", app.code(0)), 400, "setup_expired", null);
  }

  @Test
  void theStatusHasAMaskedEntryForEachBackupCodeThatIsLeftAndThereAreNoneBeforeTheyAreShown() {
    App app = begun("two_factor_start_setup");
    product.post(ME + "two_factor_validate", "token", app.code(0)).expect(200);
    JsonObject withApp = none().put("is_enabled", true).put("has_totp", true).put("method", "TOTP");
    assertThat(status()).isEqualTo(withApp);
    product.post(ME + "two_factor_backup_codes").expect(200);
    assertThat(status())
        .isEqualTo(
            withApp
                .put("backup_codes", Product.array(Collections.nCopies(10, "*").toArray()))
                .put("backup_codes_remaining", 10));
  }

  @Test
  void aPasskeyCountsAsSoonAsThereIsOne() {
    world.passkey(ada.id());
    assertThat(status())
        .isEqualTo(
            none().put("is_enabled", true).put("has_passkeys", true).put("method", "passkey"));
  }

  @Test
  void newBackupCodesTakeThePlaceOfThoseBefore() {
    refused(product.post(ME + "two_factor_backup_codes"), 400, "2fa_not_enabled", null);
    App app = begun("two_factor_start_setup");
    product.post(ME + "two_factor_validate", "token", app.code(0)).expect(200);
    JsonObject first = product.post(ME + "two_factor_backup_codes/").expect(200).json();
    JsonObject second =
        product.post(ME + "two_factor_backup_codes", "first_name", "Ada").expect(200).json();
    List<?> codes = second.getJsonArray("backup_codes").getList();
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(codes).doesNotContainAnyElementsOf(first.getJsonArray("backup_codes").getList());
    prove((String) first.getJsonArray("backup_codes").getValue(0)).expect(401);
    prove((String) codes.get(0)).expect(201);
    assertThat(status().getInteger("backup_codes_remaining")).isEqualTo(9);
  }

  private Reply prove(String code) {
    Person person =
        new Person(SharedNode.get().latchkey(), ada.id() + "@example.org", Person.PASSWORD);
    String challenge = person.trySignIn().expect(200).text("challenge");
    return SharedNode.get()
        .latchkey()
        .ask(Ask.post("/sessions/second-factor", "challenge", challenge, "recoveryCode", code));
  }

  @Test
  void disablingTakesTheAppAndLeavesPasskeysAndTheLogin() {
    assertThat(product.post(ME + "two_factor_disable").expect(200).json()).isEqualTo(success());
    App app = begun("two_factor_start_setup");
    product.post(ME + "two_factor_validate", "token", app.code(0)).expect(200);
    world.passkey(ada.id());
    for (int time = 0; time < 2; time++) {
      assertThat(product.post(ME + "two_factor_disable/").expect(200).json()).isEqualTo(success());
      assertThat(status().getString("method")).isEqualTo("passkey");
    }
    ada.login().me().expect(200);
  }

  static Stream<Ask> sensitive() {
    return Stream.of(
        Ask.of("GET", ME + "two_factor_start_setup"),
        Ask.of("GET", ME + "start_2fa_setup"),
        Ask.of("POST", ME + "two_factor_validate").json(Ask.object("token", "000000")),
        Ask.of("POST", ME + "validate_2fa").json(Ask.object("token", "000000")),
        Ask.of("POST", ME + "two_factor_backup_codes"),
        Ask.of("POST", ME + "two_factor_disable"));
  }

  @ParameterizedTest
  @MethodSource("sensitive")
  void factorsWantAFreshProof(Ask ask) {
    SharedNode.get()
        .database()
        .execute(
            "UPDATE sessions.login SET authenticated_at = now() - interval '6 min' WHERE id = '%s'"
                .formatted(ada.login().id()));
    refused(product.send(ask), 403, "sensitive_action_required_reauth", null);
    product.get(ME + "two_factor_status").expect(200);
  }

  @Test
  void whereAFactorIsDemandedOneIsSetUpFirst() {
    SharedNode.get()
        .database()
        .execute(
            "UPDATE accounts.organization SET settings = '{\"mfaRequired\": true}' WHERE id = '%s'"
                .formatted(home));
    assertThat(product.me().getBoolean("is_2fa_enabled")).isFalse();
    assertThat(status()).isEqualTo(none());
    refused(product.patch("{\"theme_mode\": \"dark\"}"), 403, "two_factor_setup_required", null);
    refused(
        product.post(ME + "scene_personalisation", "scene", "s", "dashboard", 1),
        403,
        "two_factor_setup_required",
        null);
    Reply none = product.post(ME + "two_factor_backup_codes");
    refused(none, 400, "2fa_not_enabled", null);
    assertThat(none.json().getString("detail")).contains("no second factor");
    App app = begun("two_factor_start_setup");
    product.post(ME + "two_factor_validate", "token", app.code(0)).expect(200);
    product.patch("{\"theme_mode\": \"dark\"}").expect(200);
    refused(product.post(ME + "two_factor_disable"), 403, "two_factor_setup_required", null);
    Login same = ada.login();
    same.me().expect(200);
    same.ask(Ask.delete("/sessions/current")).expect(204);
  }

  @Test
  void whereAFactorIsDemandedALoginOfBeforeProvesTheOneThatThereIs() {
    Login later =
        new Person(SharedNode.get().latchkey(), ada.id() + "@example.org", Person.PASSWORD)
            .signIn();
    App app =
        new App(Product.of(later).get(ME + "two_factor_start_setup").expect(200).text("secret"));
    Product.of(later).post(ME + "two_factor_validate", "token", app.code(0)).expect(200);
    SharedNode.get()
        .database()
        .execute(
            "UPDATE accounts.organization SET settings = '{\"mfaRequired\": true}' WHERE id = '%s'"
                .formatted(home));
    assertThat(product.me().getBoolean("is_2fa_enabled")).isTrue();
    assertThat(status().getBoolean("is_enabled")).isTrue();
    String code = "two_factor_verification_required";
    refused(product.patch("{\"theme_mode\": \"dark\"}"), 403, code, null);
    refused(product.post(ME + "push_tokens", "token", "t", "platform", "ios"), 403, code, null);
    refused(
        product.get(ME + "two_factor_start_setup"), 403, "sensitive_action_required_reauth", null);
    ada.login().ask(Ask.get("/me/emails")).expect(403, "second_factor_unproven");

    Ask proof =
        Ask.post("/sessions/reauthenticate", "password", Person.PASSWORD, "totp", app.code(1));
    Login proven = Login.of(SharedNode.get().latchkey(), ada.login().ask(proof));
    Product.of(proven).patch("{\"theme_mode\": \"dark\"}").expect(200);
    Product.of(later).patch("{\"theme_mode\": \"light\"}").expect(200);
  }
}
