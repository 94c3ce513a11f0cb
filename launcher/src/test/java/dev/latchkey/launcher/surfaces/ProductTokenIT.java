package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Product.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What API tokens do on the product surface: what their scope names, of their person alone. */
class ProductTokenIT {

  private static final String ME = "/api/users/@me";
  private static final Set<String> FOR_TOKENS =
      Set.of(
          "GET " + ME,
          "PATCH " + ME,
          "GET /api/organizations",
          "GET /api/organizations/@current",
          "GET /api/organizations/@current/projects",
          "GET /api/personal_api_keys/@current",
          "POST " + ME + "/push_tokens",
          "POST " + ME + "/push_tokens/unregister");

  private MatrixWorld world;
  private UUID home;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
  }

  private static Product token(Actor maker, String path, String... scopes) {
    String field = path.equals("/org/tokens") ? "permissions" : "scopes";
    String token =
        maker
            .login()
            .ask(Ask.post(path, "name", "Phone", field, List.of(scopes)))
            .expect(201)
            .text("token");
    return Product.of(maker.login()).as(token);
  }

  @Test
  void everybodyMakesTokensForTheirOwnAccount() {
    for (UUID role : List.of(world.role("member"), world.emptyRole(home))) {
      Actor ada = world.actor(home, role);
      Product reader = token(ada, "/me/tokens", "user:read");
      JsonObject me = reader.me();
      assertThat(me.getString("uuid")).isEqualTo(ada.id().toString());
      assertThat(me.getValue("is_2fa_enabled")).isNull();
      refused(reader.patch("{\"theme_mode\": \"dark\"}"), 403, "permission_denied", null);
      refused(
          reader.post(ME + "/push_tokens", "token", "t" + ada.id(), "platform", "ios"),
          403,
          "permission_denied",
          null);
    }
  }

  @Test
  void aTokenThatMayWriteChangesProfileAndDevicesAndNeitherAddressNorPassword() {
    Actor ada = world.actor(home, world.role("member"));
    Product writer = token(ada, "/me/tokens", "user:read", "user:write");
    JsonObject changed =
        writer.patch("{\"first_name\": \"Ada\", \"theme_mode\": \"dark\"}").expect(200).json();
    assertThat(changed.getString("first_name")).isEqualTo("Ada");
    assertThat(changed.getString("theme_mode")).isEqualTo("dark");
    String device = "t" + ada.id();
    writer.post(ME + "/push_tokens", "token", device, "platform", "ios").expect(200);
    writer.post(ME + "/push_tokens/unregister", "token", device).expect(204);
    for (String body :
        List.of(
            "{\"email\": \"other@example.org\"}",
            "{\"allow_impersonation\": true}",
            "{\"password\": \"eleven quiet looms\", \"current_password\": \"x\"}")) {
      refused(writer.patch(body), 403, "login_required", null);
    }
  }

  @Test
  void aTokenThatMayWriteAloneIsAnsweredWhatItHasChanged() {
    Actor ada = world.actor(home, world.role("member"));
    Product writer = token(ada, "/me/tokens", "me:write");
    JsonObject changed = writer.patch("{\"first_name\": \"Ada\"}").expect(200).json();
    assertThat(changed.getString("first_name")).isEqualTo("Ada");
    assertThat(writer.patch("{}").expect(200).json()).isEqualTo(changed);
    assertThat(writer.me()).isEqualTo(changed);
    assertThat(changed.getValue("is_2fa_enabled")).isNull();
    writer.send(Ask.get("/me/preferences")).expect(200);
    assertThat(
            writer.get("/api/personal_api_keys/@current").expect(200).json().getJsonArray("scopes"))
        .contains("user:read", "user:write");
    refused(token(ada, "/me/tokens", "org:read").get(ME), 403, "permission_denied", null);
  }

  @ParameterizedTest
  @MethodSource("dev.latchkey.launcher.surfaces.ProductSurfaceIT#guarded")
  void everythingElseRefusesTokensWhateverTheirScopes(Ask ask) {
    Actor owner = world.actor(home, world.role("owner"));
    List<Product> programs =
        List.of(
            token(owner, "/me/tokens", "user:read", "user:write", "users:manage", "users:invite"),
            token(owner, "/org/tokens", "user:read", "user:write", "users:manage", "users:invite"));
    boolean forTokens = FOR_TOKENS.contains(ask.method() + " " + ask.path());
    for (Product program : forTokens ? programs.subList(1, 2) : programs) {
      refused(program.send(ask), 403, "login_required", null);
    }
  }

  @Test
  void aTokenThatWasDeletedIsRefusedAtTheVeryNextRequest() {
    Actor ada = world.actor(home, world.role("member"));
    Product reader = token(ada, "/me/tokens", "me:read");
    reader.me();
    String id =
        ada.login().ask(Ask.get("/me/tokens")).items().findFirst().orElseThrow().getString("id");
    ada.login().ask(Ask.delete("/me/tokens/" + id)).expect(204);
    refused(reader.get(ME), 401, "not_authenticated", null);
  }

  @Test
  void aTokenReachesAsFarNativelyAsHere() {
    Actor ada = world.actor(home, world.role("member"));
    Product reader = token(ada, "/me/tokens", "me:read");
    Product writer = token(ada, "/me/tokens", "me:write");
    Product neither = token(ada, "/me/tokens", "org:read");
    neither.send(Ask.get("/me")).expect(200);
    neither.send(Ask.get("/me/preferences")).expect(403, "forbidden");
    reader.send(Ask.get("/me/preferences")).expect(200);
    reader.send(Ask.patch("/me", "title", "Countess")).expect(403, "forbidden");
    writer.send(Ask.patch("/me", "title", "Countess")).expect(200);
    writer.send(Ask.patch("/me", "email", "x@example.org")).expect(403, "login_required");
    writer.send(Ask.put("/me/push-tokens", "token", "p", "platform", "web")).expect(200);
    writer.send(Ask.get("/me/emails")).expect(403, "login_required");
  }
}
