package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the library says about a value into what the sender is told: without the errors that
 * only say that something inside is wrong, without those of choices that nobody made, and in
 * sentences of our own, because the library's repeat the value.
 */
final class Explanation {
  private final JsonObject schema;
  private final @Nullable Object value;
  private final Place place;
  private final String start;

  Explanation(JsonObject schema, @Nullable Object value, Place place, String start) {
    this.schema = schema;
    this.value = value;
    this.place = place;
    this.start = start;
  }

  /** At least one violation for at least one error. */
  List<Violation> of(List<OutputUnit> errors) {
    List<Violation> told =
        errors.stream().flatMap(this::explain).distinct().limit(Violations.MAX_TOLD).toList();
    return told.isEmpty()
        ? List.of(new Violation(place, start, "invalid", "It does not have the declared shape."))
        : told;
  }

  private Stream<Violation> explain(OutputUnit error) {
    KeywordSite site = KeywordSite.find(schema, error.getKeywordLocation());
    InstancePointer at = InstancePointer.find(value, error.getInstanceLocation());
    if (site.insideChoice()) {
      return Stream.empty();
    }
    return switch (site.keyword()) {
      case "properties", "items", "allOf" -> Stream.empty();
      case "additionalProperties" -> additional(site, at);
      case "required" -> missing(site, at);
      case "format" -> Stream.of(complaint(at, error.getError()));
      default -> Stream.of(violation(at.text(), KeywordText.of(site)));
    };
  }

  /** The library calls a declared property additional when it is wrong in any way. */
  private Stream<Violation> additional(KeywordSite site, InstancePointer at) {
    boolean declared =
        site.owner().getJsonObject("properties", new JsonObject()).containsKey(at.last());
    boolean refused = Boolean.FALSE.equals(site.value());
    return refused && !declared
        ? Stream.of(
            new Violation(
                place, start + at.text(), "unknown_field", "This field is not known here."))
        : Stream.empty();
  }

  private Stream<Violation> missing(KeywordSite site, InstancePointer at) {
    JsonObject object = at.value() instanceof JsonObject found ? found : new JsonObject();
    return ((JsonArray) site.value())
        .stream()
            .map(String::valueOf)
            .filter(name -> !object.containsKey(name))
            .map(
                name ->
                    new Violation(
                        place,
                        start + at.text() + "/" + name,
                        "required",
                        "This field is required."));
  }

  private Violation complaint(InstancePointer at, String complaint) {
    return violation(at.text(), complaint);
  }

  private Violation violation(String pointer, String complaint) {
    int space = complaint.indexOf(' ');
    return new Violation(
        place, start + pointer, complaint.substring(0, space), complaint.substring(space + 1));
  }
}
