package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import dev.latchkey.launcher.security.PermissionMatrixIT.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * on the surfaces beside the native one: their every operation lets in, and refuses,
 * the roles that its permission says, and finds nothing of another organisation. A new kind of id
 * in a path or an example gets a line in {@link Things}.
 */
class SurfaceMatrixIT {

  /** What takes a permission as soon as it is about somebody else. */
  private static final Map<String, String> ABOUT_OTHERS =
      Map.of(
          "jsonapi listUserOrganizations", "users:read",
          "rpc describeUser", "users:read",
          "rpc describeUserByQuery", "users:read",
          "rpc updateUser", "users:manage",
          "rpc updatePassword", "users:manage",
          "rpc resetUser", "users:manage",
          "rpc reset2fa", "users:reset-mfa");

  /** Where a wrong code is answered as a wrong credential is. */
  private static final Set<String> GUESSES = Set.of("rpc elevateTwoFactorStatus");

  private static MatrixWorld world;
  private static UUID home;
  private static UUID elsewhere;
  private static final Map<Role, Actor> ACTORS = new EnumMap<>(Role.class);

  @BeforeAll
  static void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    elsewhere = world.organization();
  }

  /** How far somebody gets. */
  private enum Outcome {
    LET_IN,
    FORBIDDEN,
    NOT_FOUND
  }

  /** An operation of a surface. */
  record Served(String surface, Operation operation) {

    boolean isForOneselfAlone() {
      return operation.path().contains("{uuid}");
    }

    /** Whose body says whose it is, and is refused where that is not the caller. */
    boolean namesTheCaller() {
      return operation.path().endsWith("/current_user");
    }

    @Override
    public String toString() {
      return surface + " " + operation.id();
    }
  }

  static List<Served> operations() {
    return Stream.of("jsonapi", "rpc", "product", "tenant")
        .flatMap(
            surface ->
                Contract.of(SharedNode.get().latchkey(), surface).operations().stream()
                    .filter(operation -> !operation.isPublic())
                    .map(operation -> new Served(surface, operation)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyRoleGetsAsFarAsThePermissionSays(Served served) {
    SoftAssertions softly = new SoftAssertions();
    for (Role role : Role.values()) {
      for (UUID organization : List.of(home, elsewhere)) {
        softly
            .assertThat(outcome(served, role, organization))
            .as(role + (organization.equals(home) ? " at home" : " elsewhere"))
            .isEqualTo(expected(served, role, organization));
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whoIsNotSignedInOrWasDisabledGetsNowhere(Served served) {
    Ask ask = new Things(home).ask(served.operation());
    int refused = served.surface().equals("jsonapi") ? 403 : 401;
    assertThat(world.node().latchkey().ask(ask).status()).isEqualTo(refused);

    Actor gone = newcomer(Role.OWNER);
    world.disable(gone.id());
    assertThat(gone.login().ask(ask).status()).isEqualTo(refused);
  }

  private static Outcome expected(Served served, Role role, UUID organization) {
    if (served.isForOneselfAlone()) {
      return Outcome.FORBIDDEN;
    }
    Things things = new Things(organization);
    things.ask(served.operation());
    String taken = ABOUT_OTHERS.getOrDefault(served.toString(), served.operation().permission());
    if (!PermissionMatrixIT.holds(role, taken)) {
      return Outcome.FORBIDDEN;
    }
    boolean ofOthers = things.used() && !served.namesTheCaller();
    return ofOthers && organization.equals(elsewhere) ? Outcome.NOT_FOUND : Outcome.LET_IN;
  }

  private static Outcome outcome(Served served, Role role, UUID organization) {
    Actor actor = actor(role);
    world.refresh(actor);
    Reply reply = actor.login().ask(new Things(organization).ask(served.operation()));
    assertThat(reply.status()).as(reply.body()).isLessThan(500);
    assertThat(reply.status() == 401)
        .as(reply.body())
        .isEqualTo(GUESSES.contains(served.toString()));
    return switch (reply.status()) {
      case 403 -> Outcome.FORBIDDEN;
      case 404 -> Outcome.NOT_FOUND;
      default -> foundNobody(reply) ? Outcome.NOT_FOUND : Outcome.LET_IN;
    };
  }

  /**
   * What is done to many is answered for each of them; and a surface that declares no 404 for what
   * a body names says it with a 400.
   */
  private static boolean foundNobody(Reply reply) {
    return reply.status() == 200 && reply.body().contains("\"anonymized_user_ids\":[]")
        || reply.status() == 400 && reply.body().contains(Failure.NOT_FOUND.detail());
  }

  private static Actor actor(Role role) {
    Actor actor = ACTORS.get(role);
    boolean lives = actor != null && actor.login().me().status() == 200;
    Actor living = lives ? actor : newcomer(role);
    ACTORS.put(role, living);
    return living;
  }

  private static Actor newcomer(Role role) {
    UUID held =
        role == Role.NOTHING
            ? world.emptyRole(home)
            : world.role(role.name().toLowerCase(Locale.ROOT));
    return world.actor(home, held);
  }

  /** What of an organisation an operation is about; each is made anew, as it may be gone after. */
  private static final class Things {

    private static final Set<String> PASSWORDS = Set.of("CurrentPassword", "current_password");
    private static final Set<String> ADDRESSES = Set.of("email", "Email", "target_email");

    private final UUID organization;
    private final UUID person;
    private final UUID role;
    private boolean used;

    private Things(UUID organization) {
      this.organization = organization;
      this.person = world.person(organization, world.role("member"));
      this.role = world.emptyRole(organization);
    }

    private boolean used() {
      return used;
    }

    private Ask ask(Operation operation) {
      String path =
          Contract.PARAMETER
              .matcher(operation.path())
              .replaceAll(found -> inPath(found.group(1)).toString());
      Ask ask = Ask.of(operation.method(), path);
      return operation.hasBody() ? ask.json(body(operation.example().copy())) : ask;
    }

    private UUID inPath(String parameter) {
      used = true;
      return switch (parameter) {
        case "user_id", "userId", "UserName", "uuid" -> person;
        case "role_id" -> role;
        case "user_invitation_uuid", "enrollmentId" -> world.invitation(organization);
        case "organizationId" -> organization;
        default -> throw new AssertionError("whose is a " + parameter + "?");
      };
    }

    private JsonObject body(JsonObject body) {
      for (String field : Set.copyOf(body.fieldNames())) {
        body.put(field, value(body, field));
      }
      return body;
    }

    private Object value(JsonObject parent, String field) {
      Object value = parent.getValue(field);
      if (value instanceof JsonObject object) {
        return body(object);
      }
      if (value instanceof JsonArray list) {
        return field.equals("user_ids") ? List.of(own(() -> person)) : list(list);
      }
      if (PASSWORDS.contains(field)) {
        return Person.PASSWORD;
      }
      if (ADDRESSES.contains(field)) {
        return UUID.randomUUID() + "@example.org";
      }
      return switch (field) {
        case "UserName" -> own(() -> person);
        case "roleId" -> world.role("member").toString();
        case "id" -> identified(parent.getString("type", ""), value);
        default -> value;
      };
    }

    private Object identified(String type, Object shown) {
      return switch (type) {
        case "users" -> own(() -> person);
        case "roles" -> own(() -> role);
        default -> shown;
      };
    }

    private String own(Supplier<UUID> made) {
      used = true;
      return made.get().toString();
    }

    private JsonArray list(JsonArray list) {
      JsonArray copy = new JsonArray();
      list.forEach(each -> copy.add(each instanceof JsonObject object ? body(object) : each));
      return copy;
    }
  }
}
