package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.DescribePreferences;
import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ThemeMode;
import dev.latchkey.api.accounts.UpdatePreferences;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreferencesIT {

  private AccountsModule module;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private Preferences of(Caller caller) {
    return module.ask(new DescribePreferences(caller));
  }

  private static UpdatePreferences set(Caller caller, String field, Object value) {
    return set(caller, field, value, null);
  }

  private static UpdatePreferences set(
      Caller caller, String field, Object value, @Nullable Integer expected) {
    return new UpdatePreferences(caller, Map.of(field, value), Set.of(), expected);
  }

  @Test
  void whoNeverSaidAnythingHasTheDefaults() {
    assertThat(of(ada)).isEqualTo(Preferences.DEFAULT);
    assertThat(module.test.column("SELECT 1 FROM accounts.preferences")).isEmpty();
  }

  @Test
  void everyChangeIsAVersionAndNamesItsFieldsOnRecordButNotTheirValues() {
    Preferences first =
        module.ask(
            new UpdatePreferences(
                ada,
                Map.of("themeMode", "dark", "hasSeenProductIntroFor", Map.of("zebra", true)),
                Set.of("/hedgehogConfig"),
                0));
    assertThat(first.version()).isEqualTo(1);
    assertThat(first.themeMode()).isEqualTo(ThemeMode.DARK);
    assertThat(of(ada)).isEqualTo(first);
    assertThat(module.event("preferences.changed"))
        .contains("\"fields\": [\"hasSeenProductIntroFor\", \"themeMode\"]")
        .doesNotContain("zebra", "dark");

    Preferences second = module.ask(new UpdatePreferences(ada, Map.of(), Set.of("/themeMode"), 1));
    assertThat(second.version()).isEqualTo(2);
    assertThat(second.themeMode()).isEqualTo(ThemeMode.SYSTEM);
    assertThat(second.hasSeenProductIntroFor()).containsOnlyKeys("zebra");
  }

  @Test
  void whatChangesNothingIsNeitherAVersionNorOnRecord() {
    module.ask(set(ada, "themeMode", "dark"));
    assertThat(module.ask(set(ada, "themeMode", "dark")).version()).isEqualTo(1);
    assertThat(module.test.column("SELECT 1 FROM kernel.event WHERE type = 'preferences.changed'"))
        .hasSize(1);
  }

  @Test
  void anotherVersionThanTheOneThatWasReadIsRefusedAndNothingDone() {
    module.ask(set(ada, "themeMode", "dark"));
    assertThat(module.refusal(set(ada, "themeMode", "light", 0))).isEqualTo("version_conflict");
    assertThat(module.refusal(set(ada, "themeMode", "light", 2))).isEqualTo("version_conflict");
    assertThat(of(ada).themeMode()).isEqualTo(ThemeMode.DARK);
  }

  @Test
  void ofSixteenChangesOfOneVersionOneIsMadeAndSixteenOthersLoseNothing() {
    List<Future<Preferences>> same =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(set(ada, "hasSeenProductIntroFor", seen(i), 0)))
            .toList();
    Future.join(same).otherwiseEmpty().await();
    assertThat(same).filteredOn(Future::succeeded).hasSize(1);

    Future.join(
            IntStream.range(0, 16)
                .mapToObj(i -> module.bus.ask(set(ada, "hasSeenProductIntroFor", seen(i))))
                .toList())
        .await();
    assertThat(of(ada).hasSeenProductIntroFor()).hasSize(16);
    assertThat(of(ada).version()).isEqualTo(16);
  }

  private static Map<String, Object> seen(int number) {
    return Map.of("intro" + number, true);
  }

  @Test
  void nobodyElsesAreTouched() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    module.ask(set(ada, "themeMode", "dark"));
    assertThat(of(grace)).isEqualTo(Preferences.DEFAULT);
    module.ask(set(grace, "themeMode", "light"));
    assertThat(of(ada).themeMode()).isEqualTo(ThemeMode.DARK);
  }

  @Test
  void whoDoesWithoutAKindOfNoticesIsToldSoToWhoeverWritesThem() {
    assertThat(declined()).isEmpty();
    module.ask(set(ada, "notices", Map.of("invitationAnswers", false)));
    assertThat(declined()).containsExactly(NoticeKind.INVITATION_ANSWERS);
    module.test.execute(
        "UPDATE accounts.preferences SET settings = settings || '{\"notices\": {\"later\":"
            + " false}}'");
    assertThat(declined()).as("a kind that only a newer node knows").isEmpty();
    module.ask(new UpdatePreferences(ada, Map.of(), Set.of("/notices"), null));
    module.ask(set(ada, "notices", Map.of("invitationAnswers", true)));
    assertThat(declined()).isEmpty();
  }

  private Set<NoticeKind> declined() {
    return module.ask(new DescribeRecipients(ada.person())).declined();
  }

  @Test
  void aResetReturnsThemToTheirDefaultsInANewVersion() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    module.ask(set(grace, "themeMode", "dark"));
    module.ask(new ResetUser(ada, grace.person()));
    assertThat(of(grace).themeMode()).isEqualTo(ThemeMode.SYSTEM);
    assertThat(of(grace).version()).isEqualTo(2);
    assertThat(module.event("user.unlocked")).contains("\"preferencesReset\": true");
    module.ask(new ResetUser(ada, grace.person()));
    assertThat(of(grace).version()).isEqualTo(2);
  }

  @Test
  void nothingIsLeftOfWhoeverIsGone() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    Caller joan = module.signedInUser(ada, "joan@example.com");
    for (Caller each : List.of(grace, joan)) {
      module.ask(set(each.naming("k"), "hasSeenProductIntroFor", Map.of("zebra", true)));
    }
    module.ask(new AnonymizeUsers(ada, List.of(grace.person())));
    module.ask(
        new CloseAccount(AccountsModule.caller(module.verify("joan@example.com", PASSWORD), true)));
    assertThat(module.test.column("SELECT p::text FROM accounts.preferences p")).isEmpty();
    assertThat(module.test.column("SELECT k::text FROM kernel.idempotency_key k"))
        .noneMatch(row -> row.contains("zebra"));
  }

  @Test
  void whatIsNoPreferenceIsRefused() {
    assertThat(module.refusal(set(ada, "password", "x"))).isEqualTo("invalid_request");
    assertThat(module.refusal(set(ada, "notices", Map.of("passwordChanged", false))))
        .isEqualTo("invalid_request");
    assertThat(of(ada)).isEqualTo(Preferences.DEFAULT);
  }
}
