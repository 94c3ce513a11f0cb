package dev.latchkey.api.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.api.Messages;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.events.ReadEvents;
import dev.latchkey.testing.Samples;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordJsonTest {

  /** A component somewhere inside a message: the names that lead to it. */
  record Place(Class<? extends Record> message, List<String> path) {
    Place inside(String name) {
      return new Place(message, Stream.concat(path.stream(), Stream.of(name)).toList());
    }

    /** The JSON of a full message, without this component. */
    JsonObject left() {
      int last = path.size() - 1;
      JsonObject json = RecordJson.toJson(Samples.full(message));
      JsonObject holder = json;
      for (String name : path.subList(0, last)) {
        holder = holder.getJsonObject(name);
      }
      holder.remove(path.get(last));
      return json;
    }
  }

  static Stream<Place> needed() {
    return Messages.ALL.stream().flatMap(type -> places(new Place(type, List.of()), type, false));
  }

  static Stream<Place> optional() {
    return Messages.ALL.stream().flatMap(type -> places(new Place(type, List.of()), type, true));
  }

  @ParameterizedTest
  @MethodSource("needed")
  void aMissingFieldIsRefused(Place place) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> RecordJson.decode(place.left(), place.message()))
        .extracting(Refusal::failure)
        .isEqualTo(Failure.INVALID_REQUEST);
  }

  @ParameterizedTest
  @MethodSource("optional")
  void aFieldThatMayBeNullMayBeMissing(Place place) {
    assertThat(RecordJson.decode(place.left(), place.message())).isNotNull();
  }

  @Test
  void unknownFieldsArePassedOver() {
    JsonObject json = new JsonObject().put("after", 3).put("limit", 4).put("colour", "blue");
    assertThat(RecordJson.decode(json, ReadEvents.class)).isEqualTo(new ReadEvents(3, 4));
  }

  @Test
  void nullIsLeftOutAndTimesAreText() {
    UserView user = Samples.sparse(UserView.class);
    JsonObject json = RecordJson.toJson(user);
    assertThat(json.containsKey("displayName")).isFalse();
    assertThat(json.getString("createdAt")).isEqualTo(user.createdAt().toString());
    assertThat(json.getString("id")).isEqualTo(user.id().toString());
  }

  @Test
  void equalRecordsAreTheSameTextWhateverOrderTheirSetsAndMapsHave() {
    Caller caller = Samples.full(Caller.class);
    List<Permission> all = new ArrayList<>(List.of(Permission.values()));
    String text = RecordJson.encode(holding(caller, new LinkedHashSet<>(all))).toString();
    Collections.reverse(all);
    assertThat(RecordJson.encode(holding(caller, new LinkedHashSet<>(all)))).hasToString(text);

    Map<String, Set<String>> one = new LinkedHashMap<>();
    one.put("a", new LinkedHashSet<>(List.of("x", "y")));
    one.put("b", Set.of());
    Map<String, Set<String>> other = new LinkedHashMap<>();
    other.put("b", Set.of());
    other.put("a", new LinkedHashSet<>(List.of("y", "x")));
    assertThat(RecordJson.encode(new Tags(one)))
        .isEqualTo(RecordJson.encode(new Tags(other)))
        .hasToString("{\"tags\":{\"a\":[\"x\",\"y\"],\"b\":[]}}");
  }

  /** Words by kind. */
  public record Tags(Map<String, Set<String>> tags) {}

  private static Caller holding(Caller caller, Set<Permission> permissions) {
    return new Caller(
        caller.person(),
        caller.login(),
        caller.organization(),
        permissions,
        caller.assurance(),
        caller.authenticatedAt(),
        caller.fresh(),
        caller.mustChangePassword(),
        caller.origin(),
        caller.idempotencyKey());
  }

  @Test
  void aValueOfTheWrongKindIsRefusedWithoutTellingIt() {
    JsonObject json = new JsonObject().put("after", "s3cret").put("limit", 4);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> RecordJson.decode(json, ReadEvents.class))
        .withMessageContaining("ReadEvents")
        .withMessageNotContaining("s3cret");
  }

  private static Stream<Place> places(Place above, Class<?> type, boolean nullable) {
    return Stream.of(type.getRecordComponents()).flatMap(each -> places(above, each, nullable));
  }

  private static Stream<Place> places(Place above, RecordComponent component, boolean nullable) {
    boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    Place here = above.inside(component.getName());
    Stream<Place> itself = mayBeNull == nullable ? Stream.of(here) : Stream.empty();
    return isObject(component.getType())
        ? Stream.concat(itself, places(here, component.getType(), nullable))
        : itself;
  }

  /** Ids are records, but one text in JSON. */
  private static boolean isObject(Class<?> type) {
    return type.isRecord() && !type.getPackageName().equals("dev.latchkey.api.id");
  }
}
