package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.CheckNewPassword;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.PasswordPreview;
import dev.latchkey.api.accounts.PreviewPasswordReset;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.ResetUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.TemporaryPassword;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserPasswordIT {

  private static final String NEW_PASSWORD = "a quite different pass phrase";

  private AccountsModule module;
  private Caller ada;
  private Caller grace;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
    grace = module.signedInUser(ada, "grace@example.com");
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private ChangeUserPassword change(Caller caller, PersonId user, String current) {
    return new ChangeUserPassword(caller, user, current, NEW_PASSWORD);
  }

  private Authority authority(Caller caller) {
    return module.ask(new DescribeAuthority(caller.person(), caller.organization()));
  }

  private String signIn(String password) {
    return module.refusal(new VerifyPassword("grace@example.com", password, null, ORIGIN));
  }

  private static List<BiFunction<Caller, PersonId, Request<?>>> acts() {
    return List.of(
        (caller, user) -> new ChangeUserPassword(caller, user, PASSWORD, NEW_PASSWORD),
        (caller, user) -> new ResetUserPassword(caller, user, null),
        PreviewPasswordReset::new,
        ResetUser::new);
  }

  @Test
  void anAdministratorSetsAPasswordByKnowingTheirOwn() {
    Authority before = authority(grace);
    assertThat(module.refusal(change(ada, grace.person(), "not the right password")))
        .isEqualTo("wrong_password");
    assertThat(signIn(PASSWORD)).isEqualTo("none");
    module.ask(change(ada, grace.person(), PASSWORD));
    assertThat(signIn(PASSWORD)).isEqualTo("invalid_credentials");
    assertThat(module.verify("grace@example.com", NEW_PASSWORD).mustChangePassword()).isFalse();
    assertThat(authority(grace).keeps(grace.login(), before.loginGeneration())).isFalse();
    assertThat(module.endedLogins).extracting("reason").contains("password_changed");
    assertThat(module.event("password.changed")).contains(ada.person().toString());
  }

  @Test
  void aWrongOwnPasswordCountsAsAGuessAtTheCallers() {
    module.refusal(change(ada, grace.person(), "wrong"));
    assertThat(module.test.column("SELECT subject FROM kernel.guess"))
        .containsExactly(ada.person().toString());
  }

  @Test
  void everybodyChangesTheirOwnButOnlyWhoMayManagePeopleThatOfAnother() {
    assertThat(module.refusal(change(grace, ada.person(), PASSWORD))).isEqualTo("forbidden");
    assertThat(module.refusal(change(grace, grace.person(), "wrong"))).isEqualTo("wrong_password");
    module.ask(change(grace, grace.person(), PASSWORD));
    assertThat(signIn(NEW_PASSWORD)).isEqualTo("none");
    assertThat(authority(grace).keptLogin()).isEqualTo(grace.login());
  }

  @Test
  void aPasswordOfAnotherFollowsThePolicyToo() {
    for (String bad : List.of("short", "password1234567", "grace@example.com12")) {
      assertThat(module.refusal(new ChangeUserPassword(ada, grace.person(), PASSWORD, bad)))
          .as(bad)
          .startsWith("password_");
    }
    assertThat(signIn(PASSWORD)).isEqualTo("none");
  }

  @Test
  void aResetGivesATemporaryPasswordAndEndsEveryLogin() {
    Authority before = authority(grace);
    module.test.execute(
        "INSERT INTO kernel.guess SELECT id, 'password', 100, true, NULL, now()"
            + " FROM accounts.person WHERE handle = 'grace@example.com'");
    TemporaryPassword temporary = module.ask(new ResetUserPassword(ada, grace.person(), null));
    assertThat(String.valueOf(temporary.password()).length()).isGreaterThanOrEqualTo(20);
    assertThat(signIn(PASSWORD)).isEqualTo("invalid_credentials");
    Authority after = module.verify("grace@example.com", String.valueOf(temporary.password()));
    assertThat(after.changePasswordBy()).isEqualTo(temporary.changeBy());
    assertThat(after.mustChangePassword()).isTrue();
    assertThat(after.keeps(grace.login(), before.loginGeneration())).isFalse();
    assertThat(module.endedLogins).extracting("reason").containsExactly("password_reset");
    assertThat(module.event("password.reset"))
        .contains("\"temporary\": true")
        .doesNotContain(String.valueOf(temporary.password()));
  }

  @Test
  void aPreviewChangesNothingAndItsTokenSetsExactlyThatPasswordOnce() {
    List<String> before = module.test.column("SELECT p::text FROM accounts.password p ORDER BY 1");
    PasswordPreview preview = module.ask(new PreviewPasswordReset(ada, grace.person()));
    assertThat(preview.expiresInSeconds()).isEqualTo(600);
    assertThat(preview.previewToken()).doesNotContain(preview.password());
    assertThat(module.test.column("SELECT p::text FROM accounts.password p ORDER BY 1"))
        .isEqualTo(before);
    assertThat(authority(grace).keeps(grace.login(), authority(grace).loginGeneration())).isTrue();

    var commit = new ResetUserPassword(ada, grace.person(), preview.previewToken());
    assertThat(module.ask(commit).password()).isEqualTo(preview.password());
    assertThat(signIn(preview.password())).isEqualTo("none");
    assertThat(module.refusal(commit)).isEqualTo("preview_invalid");
  }

  @Test
  void ofSixteenCommitsOfOnePreviewOneSucceeds() {
    for (int round = 0; round < 3; round++) {
      PasswordPreview preview = module.ask(new PreviewPasswordReset(ada, grace.person()));
      var commit = new ResetUserPassword(ada, grace.person(), preview.previewToken());
      List<Future<?>> tries =
          IntStream.range(0, 16).<Future<?>>mapToObj(i -> module.bus.ask(commit)).toList();
      Future.join(tries).otherwiseEmpty().await();
      assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
      assertThat(signIn(preview.password())).isEqualTo("none");
    }
  }

  @Test
  void aPreviewIsWorthlessForAnybodyElseForgedLateOrOutdated() {
    Caller other = module.signedInUser(ada, "other@example.com", BuiltInRole.OWNER);
    PasswordPreview preview = module.ask(new PreviewPasswordReset(ada, grace.person()));
    String token = preview.previewToken();
    assertThat(commit(other, grace.person(), token)).isEqualTo("preview_invalid");
    assertThat(commit(ada, other.person(), token)).isEqualTo("preview_invalid");
    assertThat(commit(ada, grace.person(), token.substring(1))).isEqualTo("preview_invalid");
    assertThat(commit(ada, grace.person(), token + "A")).isEqualTo("preview_invalid");
    assertThat(commit(ada, grace.person(), "")).isEqualTo("preview_invalid");
    assertThat(commit(ada, grace.person(), "?".repeat(40))).isEqualTo("preview_invalid");
    for (int i = 0; i < token.length() - 1; i++) {
      char changed = token.charAt(i) == 'A' ? 'B' : 'A';
      assertThat(
              commit(ada, grace.person(), token.substring(0, i) + changed + token.substring(i + 1)))
          .isEqualTo("preview_invalid");
    }
    module.ask(change(ada, grace.person(), PASSWORD));
    assertThat(commit(ada, grace.person(), token)).isEqualTo("preview_invalid");
    assertThat(signIn(NEW_PASSWORD)).isEqualTo("none");
  }

  private String commit(Caller caller, PersonId user, String token) {
    return module.refusal(new ResetUserPassword(caller, user, token));
  }

  @Test
  void nothingOfAPasswordIsAtRestInTheClear() {
    PasswordPreview preview = module.ask(new PreviewPasswordReset(ada, grace.person()));
    module.ask(new ResetUserPassword(ada, grace.person(), preview.previewToken()));
    for (String table :
        module.test.column(
            "SELECT schemaname || '.' || tablename FROM pg_tables"
                + " WHERE schemaname IN ('kernel', 'accounts')")) {
      assertThat(module.test.column("SELECT t::text FROM " + table + " t"))
          .as(table)
          .noneMatch(row -> row.contains(preview.password()))
          .noneMatch(row -> row.contains(preview.previewToken()));
    }
  }

  @Test
  void aPasswordIsHeldAgainstThePolicyAndItsOwnersNamesWithoutBeingSet() {
    PersonId id = ada.person();
    module.ask(new CheckNewPassword(id, "five looms weave until dawn"));
    assertThat(module.refusal(new CheckNewPassword(id, "short"))).isEqualTo("password_too_short");
    assertThat(module.refusal(new CheckNewPassword(id, "ada@example.com!")))
        .isEqualTo("password_blocklisted");
    assertThat(module.verify("ada@example.com", AccountsModule.PASSWORD).changePasswordBy())
        .isNull();
  }

  @Test
  void whereTemporaryPasswordsAreForbiddenALinkIsMailed() {
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    PasswordPreview early = module.ask(new PreviewPasswordReset(ada, grace.person()));
    module.test.execute(
        "UPDATE accounts.organization SET settings = '{\"temporaryPasswordsAllowed\": false}'");
    assertThat(module.refusal(new PreviewPasswordReset(ada, grace.person())))
        .isEqualTo("temporary_passwords_forbidden");
    assertThat(commit(ada, grace.person(), early.previewToken()))
        .isEqualTo("temporary_passwords_forbidden");
    TemporaryPassword none = module.ask(new ResetUserPassword(ada, grace.person(), null));
    assertThat(none.password()).isNull();
    assertThat(signIn(PASSWORD)).isEqualTo("invalid_credentials");
    assertThat(module.event("password.reset_requested")).contains("grace@example.com");
    module.ask(new ResetPassword(module.token(LinkPurpose.PASSWORD_RESET), NEW_PASSWORD, ORIGIN));
    assertThat(signIn(NEW_PASSWORD)).isEqualTo("none");
  }

  @Test
  void aLinkThatHasNowhereToGoIsNotMailed() {
    module.test.execute(
        "UPDATE accounts.organization SET settings = '{\"temporaryPasswordsAllowed\": false}'");
    assertThat(module.refusal(new ResetUserPassword(ada, grace.person(), null)))
        .isEqualTo("email_not_verified");
    assertThat(signIn(PASSWORD)).isEqualTo("none");
  }

  @Test
  void anUnlockedPersonMayTryAgain() {
    module.test.execute(
        "INSERT INTO kernel.guess SELECT id, 'password', 100, true, NULL, now()"
            + " FROM accounts.person WHERE handle = 'grace@example.com'");
    assertThat(signIn(PASSWORD)).isEqualTo("invalid_credentials");
    assertThat(module.ask(new DescribeUser(ada, grace.person())).locked()).isTrue();
    module.ask(new ResetUser(ada, grace.person()));
    assertThat(module.ask(new DescribeUser(ada, grace.person())).locked()).isFalse();
    assertThat(signIn(PASSWORD)).isEqualTo("none");
    assertThat(module.event("user.unlocked")).contains(grace.person().toString());
  }

  @Test
  void neitherExternalAccountsNorOwnersNorStrangersAreTouched() {
    Caller admin = module.signedInUser(ada, "admin@example.com", BuiltInRole.ADMIN);
    Caller boss = module.signedInUser(ada, "boss@example.com", BuiltInRole.OWNER);
    Caller joe = module.stranger();
    PersonId unknown = new PersonId(Ids.next());
    for (BiFunction<Caller, PersonId, Request<?>> act : acts()) {
      assertThat(module.refusal(act.apply(admin, boss.person()))).isEqualTo("outranked");
      assertThat(module.refusal(act.apply(admin, ada.person()))).isEqualTo("external_account");
      assertThat(module.refusal(act.apply(admin, joe.person()))).isEqualTo("not_found");
      assertThat(module.refusal(act.apply(admin, unknown))).isEqualTo("not_found");
      assertThat(module.refusal(act.apply(grace, boss.person()))).isEqualTo("forbidden");
    }
    assertThat(module.refusal(new ResetUserPassword(ada, ada.person(), null)))
        .isEqualTo("not_yourself");
    assertThat(module.refusal(new PreviewPasswordReset(ada, ada.person())))
        .isEqualTo("not_yourself");
    assertThat(module.refusal(new ResetUser(admin, admin.person()))).isEqualTo("not_yourself");
    assertThat(Set.copyOf(admin.permissions())).contains(Permission.USERS_RESET_PASSWORD);
  }
}
