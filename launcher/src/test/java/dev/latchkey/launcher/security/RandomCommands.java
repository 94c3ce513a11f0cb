package dev.latchkey.launcher.security;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.security.Contract.Operation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/**
 * Requests that somebody of one organisation could think of: any operation, about things of their
 * own, of another organisation, and of nobody.
 */
final class RandomCommands {

  /** What the parameters behind the question mark may say, besides ids. */
  private static final Map<String, List<String>> QUERY =
      Map.of(
          "limit", List.of("0", "1", "2", "100", "101"),
          "sort", List.of("name", "email", "createdAt", "id"),
          "order", List.of("asc", "desc"),
          "state", List.of("active", "disabled", "invited", "pending"),
          "type", List.of("user.created", "request.refused", "team.created"),
          "from", List.of("2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"),
          "to", List.of("2001-01-01T00:00:00Z", "2099-01-01T00:00:00Z"));

  /** Parameters that name a thing of a kind. */
  private static final Map<String, String> QUERY_IDS =
      Map.of("role", "roleId", "actor", "user", "subject", "user");

  private static final String OTHER_PASSWORD = "eleven quiet looms before dawn";

  private static final String KEY = "Idempotency-Key";

  /**
   * One request.
   *
   * @param role of who asks
   * @param foreign the ids of the other organisation in it
   */
  record Command(String role, Operation operation, Ask ask, Set<String> foreign) {

    /**
     * The same about things that nobody has, by another idempotency key.
     *
     * @param unknown an id for each foreign one
     */
    Command aboutNothing(Map<String, String> unknown) {
      String path = ask.path();
      String body = ask.body();
      for (Map.Entry<String, String> each : unknown.entrySet()) {
        path = path.replace(each.getKey(), each.getValue());
        body = body == null ? null : body.replace(each.getKey(), each.getValue());
      }
      Ask alike = new Ask(ask.method(), path, ask.headers(), body);
      return new Command(
          role,
          operation,
          ask.headers().contains(KEY) ? alike.with(KEY, UUID.randomUUID().toString()) : alike,
          Set.of());
    }

    @Override
    public String toString() {
      return "%s: %s %s %s %s".formatted(role, ask.method(), ask.path(), ask.headers(), ask.body());
    }
  }

  private final List<Operation> operations;
  private final Territory own;
  private final Territory other;
  private final List<String> markers;

  /**
   * @param markers of lists of either organisation
   */
  RandomCommands(List<Operation> operations, Territory own, Territory other, List<String> markers) {
    this.operations = operations;
    this.own = own;
    this.other = other;
    this.markers = markers;
  }

  /** The command of a number; the same seed gives the same one. */
  Command next(long seed, int number) {
    return new Draft(new Random(seed * 1_000_003 + number), number).command();
  }

  /** A command in the making. */
  private final class Draft {

    private final Random random;
    private final int number;
    private final Set<String> foreign = new java.util.LinkedHashSet<>();

    private Draft(Random random, int number) {
      this.random = random;
      this.number = number;
      // The first numbers of neighbouring seeds are alike.
      random.nextLong();
    }

    private Command command() {
      Operation operation = any(operations);
      String role = any(Territory.ROLES);
      String path =
          Contract.PARAMETER.matcher(operation.path()).replaceAll(found -> inPath(found.group(1)));
      Ask ask = Ask.of(operation.method(), path + query(operation));
      if (operation.hasBody()) {
        ask = ask.json(body(operation));
      }
      return new Command(role, operation, headers(operation, ask), foreign);
    }

    private String inPath(String parameter) {
      return parameter.equals("user") && random.nextInt(12) == 0 ? "me" : id(parameter);
    }

    private String id(String kind) {
      return id(kind, random.nextInt(10));
    }

    private String id(String kind, int die) {
      if (die == 0) {
        return UUID.randomUUID().toString();
      }
      Territory territory = die < 5 ? own : other;
      String id = any(territory.known().get(kind));
      if (territory == other) {
        foreign.add(id);
      }
      return id;
    }

    private String query(Operation operation) {
      Map<String, String> query = new LinkedHashMap<>();
      operation.query().stream()
          .sorted()
          .filter(name -> random.nextInt(3) == 0)
          .forEach(name -> query.put(name, parameter(name)));
      StringBuilder text = new StringBuilder();
      query.forEach(
          (name, value) ->
              text.append(text.isEmpty() ? '?' : '&')
                  .append(name)
                  .append('=')
                  .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
      return text.toString();
    }

    private String parameter(String name) {
      return switch (name) {
        case "marker" -> any(markers);
        case "search" ->
            any(List.of("a", "example", own.word(), other.word(), any(other.known().get("user"))));
        default -> QUERY_IDS.containsKey(name) ? id(QUERY_IDS.get(name)) : any(QUERY.get(name));
      };
    }

    private JsonObject body(Operation operation) {
      JsonObject body = new JsonObject();
      any(operation.examples()).forEach(field -> body.put(field.getKey(), value(field)));
      if (random.nextInt(20) == 0) {
        body.put("organizationId", id("organizationId"));
      }
      return body;
    }

    private Object value(Map.Entry<String, Object> field) {
      String name = field.getKey();
      if (name.endsWith("Ids")) {
        return ids(name.equals("userIds") ? "user" : name.substring(0, name.length() - 1));
      }
      if (name.endsWith("Id")) {
        return id(name);
      }
      return switch (name) {
        case "email" -> any(List.of(fresh("x") + "@example.org", address(own), address(other)));
        case "settings" -> bearable((JsonObject) field.getValue());
        case "invitations" ->
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("email", any(List.of(fresh("x") + "@example.org", address(other))))
                        .put("roleIds", ids("roleId"))
                        .put("teamIds", ids("teamId")));
        case "userName" -> any(List.of(fresh("n"), any(other.known().get("user"))));
        case "password", "currentPassword" -> random.nextInt(10) == 0 ? "wrong" : Person.PASSWORD;
        case "newPassword" -> any(List.of(OTHER_PASSWORD, Person.PASSWORD));
        case "name" -> fresh("name ");
        default -> field.getValue();
      };
    }

    /** Where a second factor is demanded, nobody is let in to anything any more. */
    private static JsonObject bearable(JsonObject settings) {
      return settings.containsKey("mfaRequired")
          ? settings.copy().put("mfaRequired", false)
          : settings;
    }

    /** All of one side, as what is done to one's own would not be done twice. */
    private JsonArray ids(String kind) {
      int die = random.nextInt(10);
      List<String> ids = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        ids.add(id(kind, die));
      }
      return new JsonArray(ids.stream().distinct().toList());
    }

    private Ask headers(Operation operation, Ask ask) {
      Ask with = ask;
      if (operation.writes() && random.nextInt(8) == 0) {
        with = with.with("If-Match", any(Arrays.asList("*", "\"1\"", "\"2\"", "\"x\"")));
      }
      if (operation.writes() && random.nextInt(6) == 0) {
        with = with.with(KEY, "key-" + number % 50);
      }
      return with;
    }

    private String address(Territory territory) {
      return any(territory.known().get("user")) + "@example.org";
    }

    private String fresh(String prefix) {
      return prefix + Long.toHexString(random.nextLong());
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
