package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Product.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever may do nothing but change their password does it on the product surface. */
class ProductPasswordIT {

  private static final String NEW = "eleven quiet looms before dawn";

  private final SharedNode node = SharedNode.get();
  private MatrixWorld world;
  private UUID home;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(node);
    home = world.organization();
  }

  private static JsonObject change(String current) {
    return new JsonObject().put("password", NEW).put("current_password", current);
  }

  @Test
  void aTemporaryPasswordIsChangedAloneAndAllIsOpenThen() {
    Actor owner = world.actor(home, world.role("owner"));
    UUID id = world.person(home, world.role("member"));
    String temporary =
        owner
            .login()
            .ask(Ask.post("/org/users/" + id + "/password/reset"))
            .expect(200)
            .text("password");
    Login login = new Person(node.latchkey(), id + "@example.org", temporary).signIn();
    Product product = Product.of(login);
    for (JsonObject more :
        List.of(
            new JsonObject().put("theme_mode", "dark"),
            change(temporary).put("theme_mode", "dark"),
            change(temporary).put("first_name", "Ada"),
            new JsonObject())) {
      refused(product.patch(more.encode()), 403, "password_change_required", null);
    }
    refused(product.patch(change("wrong").encode()), 400, "incorrect_password", "current_password");
    JsonObject me = product.patch(change(temporary).encode()).expect(200).json();
    assertThat(me).isEqualTo(product.me());
    assertThat(me.getString("theme_mode")).isEqualTo("system");
    assertThat(me.getBoolean("is_2fa_enabled")).isFalse();
    product.patch("{\"theme_mode\": \"dark\"}").expect(200);
  }

  @Test
  void whoOwesASecondFactorMayChangeThePasswordAlone() {
    Actor ada = world.actor(home, world.role("member"));
    node.database()
        .execute(
            "UPDATE accounts.organization SET settings = '{\"mfaRequired\": true}' WHERE id = '%s'"
                .formatted(home));
    Product product = Product.of(ada.login());
    refused(
        product.patch(change(Person.PASSWORD).put("theme_mode", "dark").encode()),
        403,
        "two_factor_setup_required",
        null);
    product.patch(change(Person.PASSWORD).encode()).expect(200);
    new Person(node.latchkey(), ada.id() + "@example.org", NEW).trySignIn().expect(201);
  }

  @Test
  void whatIsRefusedForThatIsOnRecord() {
    Actor ada = world.actor(home, world.role("member"));
    node.database()
        .execute(
            "UPDATE accounts.organization SET settings = '{\"mfaRequired\": true}' WHERE id = '%s'"
                .formatted(home));
    refused(
        Product.of(ada.login()).patch("{\"theme_mode\": \"dark\"}"),
        403,
        "two_factor_setup_required",
        null);
    assertThat(
            node.database()
                .column(
                    "SELECT data->>'code' FROM kernel.event WHERE outcome = 'refused' AND actor_id = '%s'"
                        .formatted(ada.id())))
        .contains("second_factor_required");
  }
}
