package dev.latchkey.router.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.sessions.SwitchOrganization;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UserChangeTest {

  private static final Caller ADA =
      new Caller(
          new PersonId(UUID.fromString("01966f2e-7d5c-7c3e-8f65-3d0c2a5e7b10")),
          new LoginId(UUID.fromString("01966f2e-7d5c-7c3e-8f65-3d0c2a5e7b11")),
          null,
          Set.of(),
          Assurance.ONE_FACTOR,
          Instant.EPOCH,
          true,
          false,
          Origin.SYSTEM,
          null);

  private static UserChange change(String json) {
    return new UserChange(new JsonObject(json), DestinationTest.me());
  }

  @Test
  void whatIsLeftOutOrUnknownChangesNothing() {
    UserChange nothing =
        change(
            "{\"is_staff\": true, \"hedgehog_config\": {\"x\": 1}, \"events_column_config\": {}}");
    assertThat(nothing.profile(ADA)).isEmpty();
    assertThat(nothing.preferences(ADA)).isEmpty();
    assertThat(nothing.refusal()).isEmpty();
    assertThat(nothing.isSensitive()).isFalse();
  }

  @Test
  void namesAreSetAndEmptyOnesCleared() {
    UpdateMe profile =
        change("{\"first_name\": \"Ada\", \"last_name\": \"\", \"allow_impersonation\": null}")
            .profile(ADA)
            .orElseThrow();
    assertThat(profile.set()).isEqualTo(Map.of(ProfileField.GIVEN_NAME, "Ada"));
    assertThat(profile.clear()).containsExactly(ProfileField.FAMILY_NAME);
    assertThat(profile.impersonationAllowed()).isFalse();
  }

  @Test
  void preferencesHaveTheNamesOfTheBusAndNullClears() {
    UpdatePreferences likes =
        change(
                """
                {"theme_mode": "dark", "anonymize_data": null, "hedgehog_config": {"use_as_profile": true},
                 "events_column_config": {"active": "DEFAULT"},
                 "notification_settings": {"plugin_disabled": true}}\
                """)
            .preferences(ADA)
            .orElseThrow();
    assertThat(likes.set())
        .containsEntry("themeMode", "dark")
        .containsEntry("hedgehogConfig", Map.of("useAsProfile", true))
        .containsEntry("notificationSettings", Map.of("plugin_disabled", true));
    assertThat(likes.clear())
        .containsExactlyInAnyOrder("/anonymizeData", "/eventsColumnConfig/active");
    assertThat(change("{\"hedgehog_config\": null}").preferences(ADA).orElseThrow().clear())
        .containsExactly("/hedgehogConfig");
    assertThat(
            change("{\"events_column_config\": {\"active\": [\"a\"]}}")
                .preferences(ADA)
                .orElseThrow()
                .set())
        .isEqualTo(Map.of("eventsColumnConfig", Map.of("active", List.of("a"))));
  }

  @Test
  void whatWouldBeHalfDoneIsRefused() {
    assertThat(change("{\"password\": \"x\"}").refusal()).isPresent();
    String both = "{\"password\": \"x\", \"current_password\": \"y\", \"email\": \"%s\"}";
    assertThat(change(both.formatted("a@b.example")).refusal()).isPresent();
    UserChange same = change(both.formatted("ADA@example.org"));
    assertThat(same.refusal()).isEmpty();
    assertThat(same.isSensitive()).isFalse();
    assertThat(same.profile(ADA)).isEmpty();
  }

  @Test
  void itTakesTheRequestsThatItIsMadeOf() {
    assertThat(change("{\"is_staff\": true}").takes(ADA)).containsExactly(UpdateMe.class);
    assertThat(change("{\"password\": \"x\"}").takes(ADA)).containsExactly(ChangePassword.class);
    assertThat(
            change(
                    "{\"theme_mode\": null, \"last_name\": \"King\", \"password\": \"x\","
                        + " \"set_current_organization\": \""
                        + DestinationTest.ACTIVE.id()
                        + "\"}")
                .takes(ADA))
        .containsExactly(
            ChangePassword.class,
            UpdateMe.class,
            UpdatePreferences.class,
            SwitchOrganization.class);
  }

  @Test
  void namesOfFieldsAreSpeltBothWays() {
    assertThat(Spelling.camel("has_seen_product_intro_for")).isEqualTo("hasSeenProductIntroFor");
    assertThat(Spelling.snake("hasSeenProductIntroFor")).isEqualTo("has_seen_product_intro_for");
  }
}
