package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.CancelEmailChange;
import dev.latchkey.api.accounts.ChangePassword;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.EmailPage;
import dev.latchkey.api.accounts.EmailView;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ListEmails;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.MakeEmailPrimary;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.accounts.RemoveEmail;
import dev.latchkey.api.accounts.RequestEmailProof;
import dev.latchkey.api.accounts.RequestPasswordReset;
import dev.latchkey.api.accounts.ResetPassword;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.VerifyPassword;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountsIT {

  private static final String OTHER_PASSWORD = "a quite different pass phrase";

  private AccountsModule module;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  @Test
  void theOwnerWhoSetsUpMayDoEverythingAndSeesTheirOrganization() {
    Caller ada = module.owner();
    Me me = module.ask(new DescribeMe(ada));

    assertThat(ada.permissions()).containsExactlyInAnyOrder(Permission.values());
    assertThat(me.user().email()).isEqualTo("ada@example.com");
    assertThat(me.user().emailVerified()).isTrue();
    assertThat(me.user().userName()).isEqualTo("ada@example.com");
    assertThat(me.organization()).isNotNull();
    assertThat(me.memberships()).hasSize(1);
    assertThat(me.memberships().get(0).roles()).extracting("name").containsExactly("owner");
    assertThat(me.memberships().get(0).organization().name()).isEqualTo("Analytical Engines");
  }

  @Test
  void setUpHappensOnceEvenUnderARaceWithTwoTokens() {
    List<String> tokens =
        List.of(module.ask(new OfferSetUp()).token(), module.ask(new OfferSetUp()).token());
    List<Future<?>> tries =
        IntStream.range(0, 16)
            .<Future<?>>mapToObj(
                i ->
                    module.bus.ask(
                        new SetUp(
                            tokens.get(i % 2),
                            "Org",
                            "p" + i + "@example.com",
                            PASSWORD,
                            null,
                            ORIGIN)))
            .toList();
    Future.join(tries).otherwiseEmpty().await();

    assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
    assertThat(module.test.column("SELECT count(*) FROM accounts.organization"))
        .containsExactly("1");
    assertThat(module.test.column("SELECT count(*) FROM accounts.person")).containsExactly("1");
    assertThat(module.ask(new OfferSetUp()).token()).isNull();
    assertThat(
            module.refusal(
                new SetUp(tokens.get(0), "Org", "x@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("already_set_up");
  }

  @Test
  void aWrongOrExpiredSetUpTokenChangesNothing() {
    String token = module.ask(new OfferSetUp()).token();
    assertThat(
            module.refusal(new SetUp(token + "x", "Org", "x@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("setup_token_invalid");
    module.test.execute("UPDATE accounts.setup_token SET expires_at = now()");
    assertThat(module.refusal(new SetUp(token, "Org", "x@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("setup_token_invalid");
    assertThat(module.test.column("SELECT count(*) FROM accounts.person")).containsExactly("0");
  }

  @Test
  void everyKindOfWrongSignInCostsTheSameAndAnswersAlike() {
    module.owner();
    module.ask(new Register("locked@example.com", PASSWORD, null, null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    module.ask(new Register("disabled@example.com", PASSWORD, null, null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    module.ask(new Register("eve@example.com", PASSWORD, null, null, ORIGIN));
    module.test.execute(
        """
        INSERT INTO kernel.guess SELECT id, 'password', 100, true, NULL, now()
          FROM accounts.person WHERE handle = 'locked@example.com'\
        """,
        """
        INSERT INTO accounts.membership SELECT o.id, p.id, 'disabled', 'managed'
          FROM accounts.person p, accounts.organization o WHERE handle = 'disabled@example.com'\
        """);
    assertThat(cost("ada@example.com", "not the right password"))
        .isEqualTo(cost("nobody@example.com", PASSWORD))
        .isEqualTo(cost("eve@example.com", PASSWORD))
        .isEqualTo(cost("locked@example.com", PASSWORD))
        .isEqualTo(cost("disabled@example.com", PASSWORD))
        .isEqualTo(cost("ada@example.com", "x".repeat(2000)))
        .isEqualTo(cost("not an address", PASSWORD))
        .isEqualTo("invalid_credentials, 1 hashes, 2 statements");
  }

  private String cost(String name, String password) {
    long hashes = module.hasher.count();
    long statements = module.database.statements();
    String code = module.refusal(new VerifyPassword(name, password, null, ORIGIN));
    return code
        + ", "
        + (module.hasher.count() - hashes)
        + " hashes, "
        + (module.database.statements() - statements)
        + " statements";
  }

  @Test
  void aRightPasswordCostsTwoStatementsAndForgetsWrongGuesses() {
    module.owner();
    module.refusal(new VerifyPassword("ada@example.com", "wrong wrong wrong", null, ORIGIN));
    long statements = module.database.statements();
    module.verify("ADA@example.com", PASSWORD);
    assertThat(module.database.statements() - statements).isEqualTo(2);
    assertThat(module.test.column("SELECT failures FROM kernel.guess")).isEmpty();
  }

  @Test
  void afterAHundredWrongGuessesTheRightPasswordIsRefusedUntilItIsReset() {
    module.owner();
    module.test.execute(
        "INSERT INTO kernel.guess SELECT id, 'password', 99, true, NULL, now() FROM"
            + " accounts.person");
    assertThat(
            module.refusal(
                new VerifyPassword("ada@example.com", "wrong wrong wrong", null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    module.test.execute("UPDATE kernel.guess SET blocked_until = NULL");
    assertThat(module.refusal(new VerifyPassword("ada@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");

    module.ask(new RequestPasswordReset("ada@example.com", ORIGIN));
    module.ask(new ResetPassword(module.token(LinkPurpose.PASSWORD_RESET), OTHER_PASSWORD, ORIGIN));
    assertThat(module.verify("ada@example.com", OTHER_PASSWORD).person()).isNotNull();
  }

  @Test
  void parallelWrongGuessesCannotSlipPastTheLimit() {
    module.owner();
    List<Future<?>> guesses =
        IntStream.range(0, 60)
            .<Future<?>>mapToObj(
                i ->
                    module.bus.ask(
                        new VerifyPassword(
                            "ada@example.com", "wrong guess number " + i, null, ORIGIN)))
            .toList();
    Future.join(guesses).otherwiseEmpty().await();
    assertThat(module.test.column("SELECT failures FROM kernel.guess")).containsExactly("20");
    assertThat(module.refusal(new VerifyPassword("ada@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    module.test.execute("UPDATE kernel.guess SET blocked_until = now() - interval '1 second'");
    assertThat(module.verify("ada@example.com", PASSWORD)).isNotNull();
  }

  @Test
  void sixteenParallelRightSignInsAllSucceed() {
    module.owner();
    List<Future<?>> signIns =
        IntStream.range(0, 16)
            .<Future<?>>mapToObj(
                i -> module.bus.ask(new VerifyPassword("ada@example.com", PASSWORD, null, ORIGIN)))
            .toList();
    Future.join(signIns).otherwiseEmpty().await();
    assertThat(signIns).allMatch(Future::succeeded);
  }

  @Test
  void anAddressIsAddedProvenMadePrimaryAndTheOldOneRemoved() {
    Caller ada = module.owner();
    EmailView added = module.ask(new AddEmail(ada, "Ada.L@Example.org"));
    assertThat(added.verified()).isFalse();
    assertThat(added.email()).isEqualTo("Ada.L@Example.org");
    assertThat(module.refusal(new MakeEmailPrimary(ada, added.id())))
        .isEqualTo("email_not_verified");

    String token = module.token(LinkPurpose.EMAIL_PROOF);
    module.ask(new ProveEmail(token, ORIGIN));
    assertThat(module.refusal(new ProveEmail(token, ORIGIN))).isEqualTo("link_invalid");
    EmailView primary = module.ask(new MakeEmailPrimary(ada, added.id()));
    assertThat(primary.primary()).isTrue();
    assertThat(module.event("email.changed")).contains("ada@example.com", "Ada.L@Example.org");

    EmailPage page = module.ask(new ListEmails(ada, 100, null));
    assertThat(page.items()).extracting(EmailView::primary).containsExactly(false, true);
    assertThat(module.refusal(new RemoveEmail(ada, added.id()))).isEqualTo("email_is_primary");
    module.ask(new RemoveEmail(ada, page.items().get(0).id()));
    assertThat(module.ask(new ListEmails(ada, 100, null)).items()).hasSize(1);
    assertThat(module.refusal(new VerifyPassword("nobody@example.org", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.verify("ada.l@example.org", PASSWORD)).isNotNull();
  }

  @Test
  void aProofWorksOnceUnderARace() {
    Caller ada = module.owner();
    for (int round = 0; round < 20; round++) {
      module.ask(new AddEmail(ada, "round" + round + "@example.org"));
      String token = module.token(LinkPurpose.EMAIL_PROOF);
      List<Future<Done>> tries =
          IntStream.range(0, 16)
              .mapToObj(i -> module.bus.ask(new ProveEmail(token, ORIGIN)))
              .toList();
      Future.join(tries).otherwiseEmpty().await();
      assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
      module.test.execute("DELETE FROM accounts.email WHERE NOT is_primary");
    }
  }

  @Test
  void listsArePagedByMarkersThatWorkForTheirOwnerOnly() {
    Caller ada = module.owner();
    for (int i = 0; i < 4; i++) {
      module.ask(new AddEmail(ada, "a" + i + "@example.org"));
    }
    EmailPage first = module.ask(new ListEmails(ada, 2, null));
    EmailPage second = module.ask(new ListEmails(ada, 2, first.marker()));
    EmailPage third = module.ask(new ListEmails(ada, 2, second.marker()));
    assertThat(third.marker()).isNull();
    assertThat(third.items()).hasSize(1);
    assertThat(module.refusal(new ListMyOrganizations(ada, 2, first.marker())))
        .isEqualTo("invalid_marker");
    assertThat(module.refusal(new ListEmails(ada, 2, first.marker().substring(1))))
        .isEqualTo("invalid_marker");
  }

  @Test
  void aStagedChangeTakesEffectWhenProvenAndTheOldAddressCanTakeItBack() {
    Caller ada = module.owner();
    Me me = module.ask(new UpdateMe(ada, Map.of(), Set.of(), "mallory@example.net", null));
    assertThat(me.user().email()).isEqualTo("ada@example.com");
    String undo = module.token(LinkPurpose.PASSWORD_RESET, "restores");
    assertThat(module.event("email.change_requested"))
        .contains("mallory@example.net", "undoLinkId");

    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    assertThat(module.ask(new DescribeMe(ada)).user().email()).isEqualTo("mallory@example.net");

    module.ask(new ResetPassword(undo, OTHER_PASSWORD, ORIGIN));
    assertThat(module.ask(new DescribeMe(ada)).user().email()).isEqualTo("ada@example.com");
    assertThat(module.ask(new ListEmails(ada, 100, null)).items()).hasSize(1);
    assertThat(module.verify("ada@example.com", OTHER_PASSWORD)).isNotNull();
  }

  @Test
  void aStagedChangeCanBeCancelledAndItsProofIsDead() {
    Caller ada = module.owner();
    assertThat(module.refusal(new CancelEmailChange(ada))).isEqualTo("no_email_change");
    module.ask(new UpdateMe(ada, Map.of(), Set.of(), "new@example.net", null));
    String token = module.token(LinkPurpose.EMAIL_PROOF);
    module.ask(new CancelEmailChange(ada));
    assertThat(module.refusal(new ProveEmail(token, ORIGIN))).isEqualTo("link_invalid");
  }

  @Test
  void anAddressThatSomebodyHasProvenCannotBeProvenByAnother() {
    Caller ada = module.owner();
    module.ask(new Register("bob@example.com", PASSWORD, "Bob", null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    module.ask(new AddEmail(ada, "bob@example.com"));
    String token = module.token(LinkPurpose.EMAIL_PROOF);
    assertThat(module.refusal(new ProveEmail(token, ORIGIN))).isEqualTo("email_taken");
    assertThat(module.event("email.added")).doesNotContain("linkId");
  }

  @Test
  void whoeverProvesAnAddressEndsTheClaimsOfThoseWhoOnlyRegisteredIt() {
    module.ask(new Register("victim@example.com", "the attacker's own words", null, null, ORIGIN));
    module.ask(new Register("victim@example.com", OTHER_PASSWORD, null, null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));

    assertThat(
            module.refusal(
                new VerifyPassword("victim@example.com", "the attacker's own words", null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    module.ask(new ResetPassword(module.token(LinkPurpose.PASSWORD_RESET), OTHER_PASSWORD, ORIGIN));
    assertThat(module.verify("victim@example.com", OTHER_PASSWORD)).isNotNull();
  }

  @Test
  void anAttackersUnprovenClaimDiesWhenTheOwnerProvesTheAddress() {
    Caller attacker = module.owner();
    module.ask(new AddEmail(attacker, "victim@example.com"));
    String attackersProof = module.token(LinkPurpose.EMAIL_PROOF);
    module.ask(new Register("victim@example.com", OTHER_PASSWORD, null, null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    assertThat(module.verify("victim@example.com", OTHER_PASSWORD).person())
        .isNotEqualTo(attacker.person());
    assertThat(module.refusal(new ProveEmail(attackersProof, ORIGIN))).isEqualTo("link_invalid");
    assertThat(module.ask(new ListEmails(attacker, 100, null)).items()).hasSize(1);
  }

  @Test
  void aRegistrationLooksTheSameForKnownAndUnknownAddresses() {
    module.owner();
    assertThat(module.ask(new Register("ada@example.com", PASSWORD, null, null, ORIGIN)))
        .isEqualTo(module.ask(new Register("new@example.com", PASSWORD, null, null, ORIGIN)));
    assertThat(module.event("person.registration_repeated")).contains("ada@example.com");
    assertThat(module.verify("ada@example.com", PASSWORD)).isNotNull();
  }

  @Test
  void aChangedPasswordEndsOtherGenerationsOfLoginsInTheSameTransaction() {
    Caller ada = module.owner();
    int before = authority(ada).loginGeneration();
    module.ask(new ChangePassword(ada, PASSWORD, OTHER_PASSWORD, true));

    assertThat(authority(ada).loginGeneration()).isEqualTo(before + 1);
    assertThat(authority(ada).keptLogin()).isEqualTo(ada.login());
    assertThat(module.endedLogins).extracting("except").containsExactly(ada.login());
    assertThat(module.refusal(new VerifyPassword("ada@example.com", PASSWORD, null, ORIGIN)))
        .isEqualTo("invalid_credentials");
    assertThat(module.event("password.changed")).contains("ada@example.com");
  }

  private dev.latchkey.api.accounts.Authority authority(Caller caller) {
    return module.ask(new DescribeAuthority(caller.person(), caller.organization()));
  }

  @Test
  void aPasswordIsChangedOnceUnderARace() {
    Caller ada = module.owner();
    List<Future<Done>> changes =
        IntStream.range(0, 8)
            .mapToObj(
                i -> module.bus.ask(new ChangePassword(ada, PASSWORD, OTHER_PASSWORD + i, false)))
            .toList();
    Future.join(changes).otherwiseEmpty().await();
    assertThat(changes).filteredOn(Future::succeeded).hasSize(1);
  }

  @Test
  void badNewPasswordsAreRefusedWithAReason() {
    Caller ada = module.owner();
    assertThat(change(ada, "wrong wrong wrong", OTHER_PASSWORD)).isEqualTo("wrong_password");
    assertThat(change(ada, PASSWORD, "fourteen chars")).isEqualTo("password_too_short");
    assertThat(change(ada, PASSWORD, "x".repeat(257))).isEqualTo("password_too_long");
    assertThat(change(ada, PASSWORD, "password1234567")).isEqualTo("password_blocklisted");
    assertThat(change(ada, PASSWORD, "ada@example.com!!!")).isEqualTo("password_blocklisted");
    module.test.execute("DELETE FROM kernel.rate");
    assertThat(change(ada, PASSWORD, PASSWORD)).isEqualTo("password_unchanged");
    assertThat(change(ada, PASSWORD, "a password is a long phrase")).isEqualTo("none");
  }

  @Test
  void aPasswordIsTriedToBeChangedFiveTimesInAMinute() {
    Caller ada = module.owner();
    for (int time = 0; time < 5; time++) {
      assertThat(change(ada, PASSWORD, PASSWORD)).isEqualTo("password_unchanged");
    }
    assertThat(change(ada, PASSWORD, OTHER_PASSWORD)).isEqualTo("too_many_requests");
    module.test.execute("UPDATE kernel.rate SET ends_at = now()");
    assertThat(change(ada, PASSWORD, OTHER_PASSWORD)).isEqualTo("none");
  }

  private String change(Caller caller, String old, String wanted) {
    return module.refusal(new ChangePassword(caller, old, wanted, false));
  }

  @Test
  void theProofOfAnAddressIsMailedToWhoeverHasOneToProve() {
    module.owner();
    module.ask(new Register("new@example.com", PASSWORD, null, null, ORIGIN));
    PersonId newcomer = id("SELECT id FROM accounts.person WHERE state = 'unverified'");
    String first = module.token(LinkPurpose.EMAIL_PROOF);
    module.ask(new RequestEmailProof(newcomer, ORIGIN, false));
    String second = module.token(LinkPurpose.EMAIL_PROOF);
    assertThat(module.event("email.proof_requested")).contains("new@example.com");
    assertThat(module.refusal(new ProveEmail(first, newcomer, ORIGIN))).isEqualTo("link_invalid");
    PersonId ada = id("SELECT id FROM accounts.person WHERE handle = 'ada@example.com'");
    assertThat(module.refusal(new ProveEmail(second, ada, ORIGIN))).isEqualTo("link_invalid");
    module.ask(new ProveEmail(second, newcomer, ORIGIN));
  }

  private PersonId id(String query) {
    return PersonId.of(module.test.column(query).get(0));
  }

  @Test
  void toAskForAProofCostsTheSameWhoeverItIs() {
    Caller ada = module.owner();
    module.ask(new Register("new@example.com", PASSWORD, null, null, ORIGIN));
    PersonId newcomer = id("SELECT id FROM accounts.person WHERE state = 'unverified'");
    for (PersonId each : List.of(newcomer, ada.person(), new PersonId(Ids.next()))) {
      long before = module.database.statements();
      for (int time = 0; time < 6; time++) {
        module.ask(new RequestEmailProof(each, ORIGIN, false));
      }
      assertThat(module.database.statements() - before).isEqualTo(12);
      assertThat(module.refusal(new RequestEmailProof(each, ORIGIN, false)))
          .isEqualTo("too_many_requests");
    }
  }

  @Test
  void strangersDoNotUseUpWhatAPersonMayAskForThemselves() {
    Caller ada = module.owner();
    for (int time = 0; time < 6; time++) {
      module.ask(new RequestEmailProof(ada.person(), ORIGIN, false));
    }
    for (int time = 0; time < 6; time++) {
      module.ask(new RequestEmailProof(ada.person(), ORIGIN, true));
    }
    for (boolean own : new boolean[] {false, true}) {
      assertThat(module.refusal(new RequestEmailProof(ada.person(), ORIGIN, own)))
          .isEqualTo("too_many_requests");
    }
  }

  @Test
  void wrongTokensOfAPersonAreCountedAndARightOneIsTakenAllTheSame() {
    module.owner();
    module.ask(new Register("new@example.com", PASSWORD, null, null, ORIGIN));
    PersonId newcomer = id("SELECT id FROM accounts.person WHERE state = 'unverified'");
    for (PersonId each : List.of(newcomer, new PersonId(Ids.next()))) {
      for (int time = 0; time < 6; time++) {
        assertThat(module.refusal(new ProveEmail("wrong", each, ORIGIN))).isEqualTo("link_invalid");
      }
      assertThat(module.refusal(new ProveEmail("wrong", each, ORIGIN)))
          .isEqualTo("too_many_requests");
    }
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), newcomer, ORIGIN));
  }

  @Test
  void aResetIsMailedToProvenAddressesOnlyAndWorksOnce() {
    module.owner();
    module.ask(new RequestPasswordReset("nobody@example.com", ORIGIN));
    assertThat(module.test.column("SELECT id FROM accounts.link")).isEmpty();
    module.ask(new RequestPasswordReset("Ada@Example.com", ORIGIN));
    String first = module.token(LinkPurpose.PASSWORD_RESET);
    module.ask(new RequestPasswordReset("ada@example.com", ORIGIN));
    String second = module.token(LinkPurpose.PASSWORD_RESET);

    assertThat(module.refusal(new ResetPassword(first, OTHER_PASSWORD, ORIGIN)))
        .isEqualTo("link_invalid");
    List<Future<Done>> tries =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new ResetPassword(second, OTHER_PASSWORD, ORIGIN)))
            .toList();
    Future.join(tries).otherwiseEmpty().await();
    assertThat(tries).filteredOn(Future::succeeded).hasSize(1);
    assertThat(module.event("password.reset")).contains("ada@example.com");
    assertThat(module.endedLogins).extracting("except").containsExactly((Object) null);
  }

  @Test
  void aResetRequestCostsTheSameForKnownAndUnknownAddresses() {
    module.owner();
    long before = module.database.statements();
    module.ask(new RequestPasswordReset("ada@example.com", ORIGIN));
    long between = module.database.statements();
    module.ask(new RequestPasswordReset("nobody@example.com", ORIGIN));
    assertThat(module.database.statements() - between).isEqualTo(between - before).isEqualTo(1);
  }

  @Test
  void anExpiredLinkIsRefused() {
    module.owner();
    module.ask(new RequestPasswordReset("ada@example.com", ORIGIN));
    String token = module.token(LinkPurpose.PASSWORD_RESET);
    module.test.execute("UPDATE accounts.link SET expires_at = now()");
    assertThat(module.refusal(new ResetPassword(token, OTHER_PASSWORD, ORIGIN)))
        .isEqualTo("link_invalid");
    assertThat(module.refusal(new ProveEmail(token, ORIGIN))).isEqualTo("link_invalid");
  }

  @Test
  void theProfileIsChangedClearedAndGuardedByItsVersion() {
    Caller ada = module.owner();
    Me changed =
        module.ask(
            new UpdateMe(
                ada,
                Map.of(
                    ProfileField.GIVEN_NAME, " Ada ",
                    ProfileField.LOCALE, "de-at",
                    ProfileField.TIME_ZONE, "Europe/Vienna"),
                Set.of(ProfileField.DISPLAY_NAME),
                null,
                1));
    assertThat(changed.user().givenName()).isEqualTo("Ada");
    assertThat(changed.user().locale()).isEqualTo("de-AT");
    assertThat(changed.user().displayName()).isNull();
    assertThat(changed.user().version()).isEqualTo(2);
    assertThat(
            module.refusal(
                new UpdateMe(ada, Map.of(ProfileField.TITLE, "Countess"), Set.of(), null, 1)))
        .isEqualTo("version_conflict");
    assertThat(
            module.refusal(
                new UpdateMe(
                    ada, Map.of(ProfileField.TIME_ZONE, "Mars/Base"), Set.of(), null, null)))
        .isEqualTo("time_zone_invalid");
  }

  @Test
  void theLastOwnerStaysAndOthersLeaveNoPersonalData() {
    Caller ada = module.owner();
    assertThat(module.refusal(new CloseAccount(ada))).isEqualTo("last_owner");
    module.ask(new Register("bob@example.com", PASSWORD, "Bob Babbage", null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    Caller bob = AccountsModule.caller(module.verify("bob@example.com", PASSWORD), true);
    assertThat(bob.organization()).isNull();
    module.ask(new CloseAccount(bob));

    assertThat(module.refusal(new DescribeAuthority(bob.person(), null))).isEqualTo("not_found");
    assertThat(module.test.column("SELECT to_jsonb(p)::text FROM accounts.person p").toString())
        .doesNotContain("Babbage")
        .doesNotContain("bob@");
    assertThat(
            module.test.column(
                "SELECT personal::text FROM kernel.event WHERE type <> 'person.closed' AND"
                    + " personal::text LIKE '%bob@%'"))
        .isEmpty();
  }

  @Test
  void twoLastOwnersCannotLeaveAtOnce() throws Exception {
    Caller ada = module.owner();
    module.ask(new Register("bob@example.com", PASSWORD, "Bob", null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    Caller bob = AccountsModule.caller(module.verify("bob@example.com", PASSWORD), true);
    module.test.execute(
        "INSERT INTO accounts.membership SELECT '%s', '%s', 'active', 'external'"
            .formatted(ada.organization(), bob.person()),
        "INSERT INTO accounts.membership_role SELECT '%s', '%s', id FROM accounts.role WHERE name = 'owner'"
            .formatted(ada.organization(), bob.person()));
    Future<Done> one = module.bus.ask(new CloseAccount(ada));
    Future<Done> two = module.bus.ask(new CloseAccount(bob));
    Future.join(one, two).otherwiseEmpty().await(20, SECONDS);
    assertThat(List.of(one, two)).filteredOn(Future::succeeded).hasSize(1);
  }

  @Test
  void ownersMakeOrganizationsAndOthersDoNot() {
    Caller ada = module.owner();
    module.ask(new CreateOrganization(ada, "Second"));
    assertThat(module.ask(new ListMyOrganizations(ada, 100, null)).items())
        .extracting("name")
        .containsExactly("Analytical Engines", "Second");
    module.ask(new Register("bob@example.com", PASSWORD, "Bob", null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    Caller bob = AccountsModule.caller(module.verify("bob@example.com", PASSWORD), true);
    assertThat(module.refusal(new CreateOrganization(bob, "Mine")))
        .isEqualTo("organization_creation_closed");
  }

  @Test
  void sensitiveRequestsWantAFreshCaller() {
    module.owner();
    Caller stale = AccountsModule.caller(module.verify("ada@example.com", PASSWORD), false);
    assertThat(module.refusal(new AddEmail(stale, "x@example.com")))
        .isEqualTo("reauthentication_required");
    assertThat(module.refusal(new UpdateMe(stale, Map.of(), Set.of(), "x@example.com", null)))
        .isEqualTo("reauthentication_required");
    assertThat(module.refusal(new CloseAccount(stale))).isEqualTo("reauthentication_required");
  }

  @Test
  void noSecretIsInAnyRow() {
    module.owner();
    module.ask(new RequestPasswordReset("ada@example.com", ORIGIN));
    String token = module.token(LinkPurpose.PASSWORD_RESET);
    String rows =
        module.test.column("SELECT to_jsonb(x)::text FROM kernel.event x").toString()
            + module.test.column("SELECT to_jsonb(x)::text FROM accounts.link x")
            + module.test.column("SELECT to_jsonb(x)::text FROM accounts.password x");
    assertThat(rows).doesNotContain(token).doesNotContain(PASSWORD).contains("$argon2id$");
  }
}
