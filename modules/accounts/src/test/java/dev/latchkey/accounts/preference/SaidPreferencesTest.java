package dev.latchkey.accounts.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.ThemeMode;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SaidPreferencesTest {

  private static final SaidPreferences SOME =
      SaidPreferences.NOTHING.after(
          set(
              """
              {"themeMode": "dark", "notices": {"invitationAnswers": false},
               "hasSeenProductIntroFor": {"surveys": true, "flags": false},
               "notificationSettings": {"digest": {"1": true, "2": false}, "threshold": 0.5},
               "hedgehogConfig": {"enabled": true, "accessories": ["beret", "cap"]},
               "eventsColumnConfig": {"active": ["event", "Größe"]},
               "scenePersonalisation": {"4711": {"Insights": "815"}}}\
              """));

  private static PreferencePatch set(String json) {
    return new PreferencePatch(new JsonObject(json).getMap(), Set.of());
  }

  private static PreferencePatch clear(String... pointers) {
    return new PreferencePatch(Map.of(), Set.of(pointers));
  }

  private static Failure refusal(PreferencePatch patch) {
    return refusal(SOME, patch);
  }

  private static Failure refusal(SaidPreferences before, PreferencePatch patch) {
    try {
      before.after(patch);
      throw new AssertionError("It was taken.");
    } catch (Refusal refused) {
      return refused.failure();
    }
  }

  @Test
  void whoNeverSaidAnythingHasTheDefaults() {
    assertThat(SaidPreferences.NOTHING.whole()).isEqualTo(Preferences.DEFAULT);
    assertThat(Preferences.DEFAULT.notices())
        .containsOnlyKeys(NoticeKind.values())
        .doesNotContainValue(false);
  }

  @Test
  void everythingThatIsSaidIsKept() {
    Preferences whole = SOME.whole();
    assertThat(whole.themeMode()).isEqualTo(ThemeMode.DARK);
    assertThat(whole.toolbarMode()).isEqualTo(Preferences.DEFAULT.toolbarMode());
    assertThat(whole.notices()).containsEntry(NoticeKind.INVITATION_ANSWERS, false);
    assertThat(whole.hasSeenProductIntroFor()).isEqualTo(Map.of("surveys", true, "flags", false));
    assertThat(whole.notificationSettings())
        .isEqualTo(Map.of("digest", Map.of("1", true, "2", false), "threshold", 0.5));
    assertThat(whole.hedgehogConfig().accessories()).containsExactly("beret", "cap");
    assertThat(whole.hedgehogConfig().walkingEnabled()).isFalse();
    assertThat(whole.eventsColumnConfig().active()).containsExactly("event", "Größe");
    assertThat(whole.scenePersonalisation()).isEqualTo(Map.of("4711", Map.of("Insights", "815")));
  }

  @Test
  void objectsAreMergedAtEveryDepthAndListsReplaced() {
    Preferences after =
        SOME.after(
                set(
                    """
                    {"hasSeenProductIntroFor": {"replay": true},
                     "notificationSettings": {"digest": {"2": true}},
                     "hedgehogConfig": {"accessories": ["hat"]},
                     "scenePersonalisation": {"4711": {"Persons": "9"}, "12": {"Insights": "1"}}}\
                    """))
            .whole();
    assertThat(after.hasSeenProductIntroFor()).hasSize(3).containsEntry("surveys", true);
    assertThat(after.notificationSettings().get("digest")).isEqualTo(Map.of("1", true, "2", true));
    assertThat(after.hedgehogConfig().enabled()).isTrue();
    assertThat(after.hedgehogConfig().accessories()).containsExactly("hat");
    assertThat(after.scenePersonalisation().get("4711"))
        .isEqualTo(Map.of("Insights", "815", "Persons", "9"));
  }

  @Test
  void whatIsClearedIsTheDefaultAgain() {
    SaidPreferences after =
        SOME.after(
            clear(
                "/themeMode",
                "/notices/invitationAnswers",
                "/hasSeenProductIntroFor/surveys",
                "/hedgehogConfig",
                "/scenePersonalisation/4711/Insights",
                "/notificationSettings/digest/9",
                "/roleAtOrganization"));
    assertThat(after.said().fieldNames())
        .containsExactlyInAnyOrder(
            "hasSeenProductIntroFor", "notificationSettings", "eventsColumnConfig");
    assertThat(after.whole().themeMode()).isEqualTo(ThemeMode.SYSTEM);
    assertThat(after.whole().hasSeenProductIntroFor()).isEqualTo(Map.of("flags", false));
    assertThat(after.differences(SOME))
        .containsExactly(
            "hasSeenProductIntroFor",
            "hedgehogConfig",
            "notices",
            "scenePersonalisation",
            "themeMode");
  }

  @Test
  void whatIsSaidAgainIsNoDifference() {
    assertThat(SOME.after(new PreferencePatch(SOME.said().getMap(), Set.of())).differences(SOME))
        .isEmpty();
    assertThat(SaidPreferences.NOTHING.after(set("{\"hedgehogConfig\": {}}")).said()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"themeMode\": \"Dark\"}",
        "{\"themeMode\": \"blue\"}",
        "{\"themeMode\": {\"light\": true}}",
        "{\"allowSidebarSuggestions\": \"true\"}",
        "{\"anonymizeData\": 1}",
        "{\"notices\": {\"passwordChanged\": false}}",
        "{\"notices\": {\"invitationAnswers\": \"no\"}}",
        "{\"hedgehogConfig\": {\"speed\": true}}",
        "{\"hedgehogConfig\": {\"color\": \"<b>\"}}",
        "{\"hedgehogConfig\": {\"accessories\": [\"\"]}}",
        "{\"eventsColumnConfig\": {\"active\": \"event\"}}",
        "{\"eventsColumnConfig\": {\"active\": [\"\\u0000\"]}}",
        "{\"eventsColumnConfig\": {\"passive\": []}}",
        "{\"hasSeenProductIntroFor\": {\"a b\": true}}",
        "{\"hasSeenProductIntroFor\": {\"a\": \"x\"}}",
        "{\"notificationSettings\": {\"threshold\": 1.5}}",
        "{\"notificationSettings\": {\"threshold\": \"much\"}}",
        "{\"notificationSettings\": {\"digest\": {\"1\": 1}}}",
        "{\"notificationSettings\": {\"digest\": {\"1\": {\"2\": true}}}}",
        "{\"notificationSettings\": {\"digest\": [true]}}",
        "{\"scenePersonalisation\": {\"1\": \"x\"}}",
        "{\"scenePersonalisation\": {\"1\": {\"a\": \"x/y\"}}}"
      })
  void whatHasNotTheFormIsRefused(String json) {
    assertThat(refusal(set(json))).isEqualTo(Failure.INVALID_REQUEST);
  }

  @Test
  void mapsAndListsAreBoundedAcrossChanges() {
    assertThat(refusal(SOME, intros(199))).isEqualTo(Failure.PREFERENCES_TOO_LARGE);
    assertThat(SOME.after(intros(198)).whole().hasSeenProductIntroFor()).hasSize(200);
    List<String> columns = Collections.nCopies(51, "c");
    assertThat(
            refusal(
                new PreferencePatch(
                    Map.of("eventsColumnConfig", Map.of("active", columns)), Set.of())))
        .isEqualTo(Failure.PREFERENCES_TOO_LARGE);
  }

  private static PreferencePatch intros(int count) {
    Map<String, Object> seen =
        IntStream.range(0, count).boxed().collect(Collectors.toMap(i -> "i" + i, i -> true));
    return new PreferencePatch(Map.of("hasSeenProductIntroFor", seen), Set.of());
  }

  @Test
  void thereIsABoundForEverythingTogether() {
    Map<String, Object> scenes =
        IntStream.range(0, 50)
            .boxed()
            .collect(Collectors.toMap(i -> "s".repeat(60) + i, i -> "d".repeat(64)));
    SaidPreferences said = SaidPreferences.NOTHING;
    for (int place = 0; place < 4; place++) {
      said = said.after(places(place, scenes));
    }
    assertThat(refusal(said, places(4, scenes))).isEqualTo(Failure.PREFERENCES_TOO_LARGE);
  }

  private static PreferencePatch places(int number, Map<String, Object> scenes) {
    return new PreferencePatch(
        Map.of("scenePersonalisation", Map.of("place" + number, scenes)), Set.of());
  }

  @Test
  void aStrangeFieldOrPointerIsRefused() {
    for (var strange :
        List.of(
            new UpdatePreferences(caller(), Map.of("version", 7), Set.of(), null),
            new UpdatePreferences(caller(), Map.of("password", "x"), Set.of(), null),
            new UpdatePreferences(caller(), Map.of(), Set.of("themeMode"), null),
            new UpdatePreferences(caller(), Map.of(), Set.of("/version"), null),
            new UpdatePreferences(caller(), Map.of(), Set.of("/"), null))) {
      assertThatThrownBy(() -> PreferencePatch.of(strange))
          .isInstanceOfSatisfying(
              Refusal.class,
              refused -> assertThat(refused.failure()).isEqualTo(Failure.INVALID_REQUEST));
    }
  }

  private static Caller caller() {
    return new Caller(
        new PersonId(Ids.next()),
        new LoginId(Ids.next()),
        null,
        Set.of(),
        Assurance.ONE_FACTOR,
        Instant.EPOCH,
        true,
        false,
        Origin.SYSTEM,
        null);
  }
}
