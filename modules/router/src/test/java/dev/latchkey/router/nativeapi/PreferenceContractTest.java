package dev.latchkey.router.nativeapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.HedgehogConfig;
import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.contract.Place;
import dev.latchkey.router.surface.MergePatch;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The preferences of the contract are those of the record, and nothing else gets in. */
class PreferenceContractTest {

  private static final Contract CONTRACT = NativeSurface.contract();
  private static final JsonObject SCHEMAS =
      CONTRACT.document().getJsonObject("components").getJsonObject("schemas");

  private static JsonObject fields(String schema) {
    return SCHEMAS.getJsonObject(schema).getJsonObject("properties");
  }

  private static Stream<String> components(Class<? extends Record> type) {
    return Stream.of(type.getRecordComponents()).map(RecordComponent::getName);
  }

  private static boolean isTaken(JsonObject body) {
    return CONTRACT
        .operation("updatePreferences")
        .flatMap(Operation::body)
        .orElseThrow()
        .shape()
        .violations(body, Place.BODY, "")
        .isEmpty();
  }

  @Test
  void everyFieldOfTheRecordIsInTheContractAndNoOther() {
    assertThat(fields("Preferences").fieldNames())
        .containsExactlyInAnyOrderElementsOf(components(Preferences.class).toList());
    assertThat(fields("UpdatePreferences").fieldNames())
        .containsExactlyInAnyOrderElementsOf(
            components(Preferences.class).filter(name -> !name.equals("version")).toList());
    for (String schema : new String[] {"Preferences", "UpdatePreferences"}) {
      assertThat(nested(schema, "hedgehogConfig"))
          .containsExactlyInAnyOrderElementsOf(components(HedgehogConfig.class).toList());
      assertThat(nested(schema, "notices"))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(NoticeKind.values()).map(NoticeKind::wireName).toList());
    }
  }

  private static Set<String> nested(String schema, String field) {
    return fields(schema).getJsonObject(field).getJsonObject("properties").fieldNames();
  }

  @Test
  void whatIsRequiredOfTheAnswerIsThereByDefault() {
    JsonObject defaults = RecordJson.toJson(Preferences.DEFAULT);
    assertThat(SCHEMAS.getJsonObject("Preferences").getJsonArray("required").stream())
        .containsExactlyInAnyOrderElementsOf(defaults.fieldNames());
    assertThat(isTaken(without(defaults, "version"))).isTrue();
  }

  private static JsonObject without(JsonObject object, String field) {
    JsonObject rest = object.copy();
    rest.remove(field);
    return rest;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"themeMode\": null, \"notices\": null, \"hedgehogConfig\": null}",
        "{\"notices\": {\"invitationAnswers\": null}}",
        "{\"notificationSettings\": {\"a\": true, \"b\": 0.25, \"c\": {\"1\": false, \"2\":"
            + " null}}}",
        "{\"eventsColumnConfig\": {\"active\": [\"event\", \"$current_url\", \"Größe in m²\"]}}",
        "{\"hedgehogConfig\": {\"color\": \"invert-hue\", \"accessories\": []}}",
        "{\"scenePersonalisation\": {\"4711\": {\"Insights\": null}, \"12\": null}}"
      })
  void aPatchIsTaken(String json) {
    assertThat(isTaken(new JsonObject(json))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"theme_mode\": \"dark\"}",
        "{\"version\": 1}",
        "{\"themeMode\": \"Dark\"}",
        "{\"allowSidebarSuggestions\": \"yes\"}",
        "{\"notices\": {\"passwordChanged\": false}}",
        "{\"notificationSettings\": {\"a\": \"x\"}}",
        "{\"notificationSettings\": {\"a\": [true]}}",
        "{\"notificationSettings\": {\"a\": 1.01}}",
        "{\"notificationSettings\": {\"a\": {\"b\": {\"c\": true}}}}",
        "{\"notificationSettings\": {\"\": true}}",
        "{\"eventsColumnConfig\": {\"active\": \"event\"}}",
        "{\"eventsColumnConfig\": {\"active\": [\"\"]}}",
        "{\"eventsColumnConfig\": {\"active\": [\"\\u0000\"]}}",
        "{\"hasSeenProductIntroFor\": {\"/\": true}}",
        "{\"hasSeenProductIntroFor\": {\"a\": 1}}",
        "{\"hedgehogConfig\": {\"speed\": 1}}",
        "{\"hedgehogConfig\": {\"skin\": \"<b>\"}}",
        "{\"scenePersonalisation\": [{\"scene\": \"a\", \"dashboard\": 1}]}",
        "{\"scenePersonalisation\": {\"1\": {\"a\": 1}}}"
      })
  void anythingElseIsRefused(String json) {
    assertThat(isTaken(new JsonObject(json))).isFalse();
  }

  @Test
  void whatIsLargeIsRefused() {
    assertThat(isTaken(intros("a", 200))).isTrue();
    assertThat(isTaken(intros("a", 201))).isFalse();
    assertThat(isTaken(intros("a".repeat(64), 1))).isFalse();
  }

  private static JsonObject intros(String prefix, int count) {
    Map<String, Object> seen =
        IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> prefix + i, i -> true));
    return new JsonObject().put("hasSeenProductIntroFor", new JsonObject(seen));
  }

  @Test
  void whatIsNullIsClearedAndTheRestSet() {
    MergePatch patch =
        MergePatch.of(
            new JsonObject(
                """
                {"themeMode": "dark", "toolbarMode": null,
                 "notificationSettings": {"digest": {"1": true, "2": null}, "other": null},
                 "eventsColumnConfig": {"active": ["event"]}}\
                """));
    assertThat(patch.set())
        .isEqualTo(
            Map.of(
                "themeMode",
                "dark",
                "notificationSettings",
                Map.of("digest", Map.of("1", true)),
                "eventsColumnConfig",
                Map.of("active", List.of("event"))));
    assertThat(patch.clear())
        .containsExactlyInAnyOrder(
            "/toolbarMode", "/notificationSettings/digest/2", "/notificationSettings/other");
  }
}
