package dev.latchkey.router.jsonapi;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.router.surface.Call;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The ids that bodies and paths name. */
final class RelatedIds {

  private static final Pattern UUID_SHAPE =
      Pattern.compile("\\p{XDigit}{8}-(\\p{XDigit}{4}-){3}\\p{XDigit}{12}");

  /** What may be said again to whoever has sent it. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private RelatedIds() {}

  /**
   * The id that a path names.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#NOT_FOUND} for what is no UUID, since
   *     nothing has it for an id
   */
  static UUID inPath(Call call, String parameter) {
    String text = call.path(parameter);
    return uuid(text).orElseThrow(() -> notFound(text));
  }

  /** Says that nothing has that id, in the words of this surface. */
  static Refusal notFound(String id) {
    String shown = HARMLESS.matcher(id).matches() ? id : "id";
    return Failure.NOT_FOUND.refusal(shown + " not found");
  }

  /** The id that a text is, if it is one. */
  static Optional<UUID> uuid(String text) {
    return UUID_SHAPE.matcher(text).matches()
        ? Optional.of(UUID.fromString(text))
        : Optional.empty();
  }

  /** The roles that a resource is related to. */
  static Set<RoleId> roles(JsonObject resource) {
    return of(resource, "roles").map(RoleId::of).collect(toUnmodifiableSet());
  }

  /** The ids in one of a resource's relations to many; none when it is left out. */
  static Stream<String> of(JsonObject resource, String relation) {
    JsonArray identifiers =
        resource
            .getJsonObject("relationships", new JsonObject())
            .getJsonObject(relation, new JsonObject())
            .getJsonArray("data", new JsonArray());
    return identifiers.stream().map(each -> ((JsonObject) each).getString("id"));
  }

  static Stream<String> texts(JsonArray texts) {
    return texts.stream().map(String.class::cast);
  }
}
