package dev.latchkey.notifications;

import static dev.latchkey.notifications.Events.AT;
import static dev.latchkey.notifications.Events.NEW;
import static dev.latchkey.notifications.Events.OLD;
import static dev.latchkey.notifications.Events.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.NoticeKind;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.events.Actor;
import dev.latchkey.api.events.Event;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.notifications.mail.LinkKind;
import dev.latchkey.notifications.mail.Links;
import dev.latchkey.notifications.mail.MailTemplate;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MailingsTest {
  private static final UUID LINK = Ids.next();
  private static final UUID UNDO = Ids.next();
  private static final LinkSettings LINKS =
      new LinkSettings(
          Duration.ofHours(24),
          Duration.ofHours(1),
          Links.defaultPaths().get(LinkKind.VERIFY_EMAIL),
          Links.defaultPaths().get(LinkKind.RESET_PASSWORD),
          Links.defaultPaths().get(LinkKind.ACCEPT_INVITATION));

  private final Mailings mailings = new Mailings(LINKS);

  @ParameterizedTest
  @CsvSource({
    "PERSON_REGISTERED,REGISTRATION,EMAIL_PROOF,24",
    "PERSON_REGISTRATION_REPEATED,REGISTRATION,EMAIL_PROOF,24",
    "EMAIL_ADDED,VERIFY_EMAIL,EMAIL_PROOF,24",
    "EMAIL_PROOF_REQUESTED,VERIFY_EMAIL,EMAIL_PROOF,24",
    "USER_CREATED,ACCOUNT_CREATED,EMAIL_PROOF,24",
    "PERSON_ACTIVATED,CHOOSE_PASSWORD,PASSWORD_RESET,1",
    "PASSWORD_RESET_REQUESTED,PASSWORD_RESET,PASSWORD_RESET,1"
  })
  void aLinkGoesToTheAddressItIsAbout(
      EventType type, MailTemplate template, LinkPurpose purpose, int hours) {
    var mail = only(Events.anonymous(type, NEW).with("linkId", LINK.toString()));

    assertThat(mail.template()).isEqualTo(template);
    assertThat(mail.recipient()).isEqualTo(NEW);
    assertThat(mail.link())
        .isEqualTo(new MailLink(LINK, purpose, AT.plus(Duration.ofHours(hours))));
    assertThat(mail.fields()).containsEntry("expiresAt", AT.plus(Duration.ofHours(hours)) + "");
    assertThat(mail.fields()).containsEntry("account", NEW).doesNotContainKey("token");
  }

  @ParameterizedTest
  @CsvSource({
    "INVITATION_SENT,INVITATION",
    "INVITATION_RESENT,INVITATION",
    "INVITATION_REMINDED,INVITATION_REMINDER"
  })
  void anInvitationGoesToWhomItInvitesAndNotToWhoeverSendsIt(
      EventType type, MailTemplate template) {
    var mail = only(Events.invitation(type, LINK));

    assertThat(mail.template()).isEqualTo(template);
    assertThat(mail.recipient()).isEqualTo(NEW);
    assertThat(mail.locale()).isEqualTo("de");
    assertThat(mail.link())
        .isEqualTo(new MailLink(LINK, LinkPurpose.INVITATION, AT.plus(Duration.ofHours(48))));
    assertThat(mail.fields())
        .containsEntry("account", NEW)
        .containsEntry("organization", "Analytical Engines")
        .containsEntry("inviter", "Ada Lovelace")
        .containsEntry("message", "Come!")
        .doesNotContainKeys("name", "ip", "device", "token");
    assertThat(mail.limited()).isTrue();
    assertThat(mail.toRow(Ids.next()).getString("expires_at")).isNotNull();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "INVITATION_CANCELLED",
        "INVITATION_ACCEPTED",
        "INVITATION_DECLINED",
        "INVITATION_EXPIRED"
      })
  void whatBecameOfAnInvitationIsNotMailed(EventType type) {
    assertThat(mails(Events.invitation(type, LINK))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PERSON_REGISTERED", "PERSON_ACTIVATED", "PASSWORD_RESET_REQUESTED"})
  void withoutALinkThereIsNothingToTell(EventType type) {
    assertThat(mails(Events.ofAda(type, NEW))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "PERSON_REGISTRATION_REPEATED",
        "EMAIL_ADDED",
        "EMAIL_PROOF_REQUESTED",
        "EMAIL_CHANGE_REQUESTED"
      })
  void theOwnerOfAnAddressHearsThatSomebodyWantedItButNotWho(EventType type) {
    var mail = only(Events.ofAda(type, NEW));

    assertThat(mail.template()).isEqualTo(MailTemplate.ALREADY_REGISTERED);
    assertThat(mail.recipient()).isEqualTo(NEW);
    assertThat(mail.link()).isNull();
    assertThat(mail.fields()).containsEntry("account", NEW).doesNotContainValue(OLD);
  }

  @Test
  void onlyACopyAmongRefusedFactorsIsWorthAWord() {
    assertThat(mails(Events.toldToAda(EventType.SECOND_FACTOR_REFUSED, NEW))).isEmpty();
    assertThat(
            mails(Events.toldToAda(EventType.SECOND_FACTOR_REFUSED, NEW).with("counterFell", true)))
        .extracting(NewMail::template)
        .containsOnly(MailTemplate.PASSKEY_COPIED);
  }

  @Test
  void onlyALoginFromANewDeviceIsWorthAWord() {
    assertThat(mails(Events.toldToAda(EventType.LOGIN_STARTED, NEW))).isEmpty();
    assertThat(mails(Events.toldToAda(EventType.LOGIN_STARTED, NEW).with("newDevice", true)))
        .hasSize(2)
        .allSatisfy(
            mail -> {
              assertThat(mail.template()).isEqualTo(MailTemplate.NEW_LOGIN);
              assertThat(mail.fields())
                  .containsEntry("ip", "203.0.113.7")
                  .containsEntry("device", "Firefox on Linux");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "USER_DISABLED,ACCOUNT_DISABLED",
    "USER_ENABLED,ACCOUNT_ENABLED",
    "USER_REMOVED,ACCOUNT_REMOVED"
  })
  void whoeverLosesAccessOrGetsItBackHearsWhereAndNotFromWhere(
      EventType type, MailTemplate template) {
    assertThat(mails(Events.administered(type, "Analytical Engines")))
        .hasSize(2)
        .allSatisfy(
            mail -> {
              assertThat(mail.template()).isEqualTo(template);
              assertThat(mail.fields())
                  .containsEntry("organization", "Analytical Engines")
                  .containsEntry("account", OLD)
                  .doesNotContainKeys("ip", "device");
            });
    assertThat(mails(Events.administered(type, null)))
        .as("without the organisation's name")
        .isEmpty();
  }

  @Test
  void ofARemovalThatEndsTheAccountNobodyIsLeftToBeTold() {
    assertThat(
            mails(
                Events.administered(EventType.USER_REMOVED, "Analytical Engines")
                    .with("accountGone", true)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PERSON_CLOSED,ACCOUNT_CLOSED",
    "EMAIL_VERIFIED,EMAIL_ADDED",
    "EMAIL_CHANGED,EMAIL_CHANGED",
    "EMAIL_REMOVED,EMAIL_REMOVED",
    "PASSWORD_CHANGED,PASSWORD_CHANGED",
    "PASSWORD_RESET,PASSWORD_CHANGED",
    "TOKEN_CREATED,TOKEN_CREATED",
    "TOKEN_FIRST_USED,TOKEN_FIRST_USED",
    "TOKEN_DELETED,TOKEN_DELETED",
    "TOTP_ADDED,TOTP_ADDED",
    "TOTP_REMOVED,TOTP_REMOVED",
    "PASSKEY_ADDED,PASSKEY_ADDED",
    "PASSKEY_REMOVED,PASSKEY_REMOVED",
    "RECOVERY_CODES_REPLACED,RECOVERY_CODES_REPLACED",
    "RECOVERY_CODE_USED,RECOVERY_CODE_USED",
    "DEVICE_TRUSTED,DEVICE_TRUSTED",
    "USER_EMAIL_CHANGED,EMAIL_REPLACED",
    "LOGIN_TOKEN_REUSED,REFRESH_TOKEN_REUSED"
  })
  void everyProvenAddressHearsOfAChange(EventType type, MailTemplate template) {
    var mails = mails(Events.toldToAda(type, NEW));

    assertThat(mails).extracting(NewMail::template).containsOnly(template);
    assertThat(mails).extracting(NewMail::recipient).containsExactly(OLD, SECOND);
    assertThat(mails)
        .allSatisfy(
            mail ->
                assertThat(mail.fields())
                    .containsEntry("account", OLD)
                    .containsEntry("name", "Ada")
                    .containsEntry("ip", "203.0.113.7")
                    .containsEntry("device", "Firefox on Linux")
                    .containsEntry("at", AT.toString()));
    assertThat(mails).noneMatch(NewMail::limited);
  }

  @Test
  void whoeverDoesWithoutAKindOfMailsIsSentNoneOfIt() {
    var accepted =
        Occasion.of(Events.logged(Events.toldToAda(EventType.ONBOARDING_DELEGATION_ACCEPTED, NEW)));
    var all = Set.of(NoticeKind.values());
    assertThat(mailings.of(accepted))
        .extracting(NewMail::template)
        .containsOnly(MailTemplate.DELEGATION_ACCEPTED);
    assertThat(mailings.of(accepted.toldTo(new Recipients(List.of(OLD), "Ada", null, all))))
        .isEmpty();
  }

  /** The mails that can be done without are counted by name: all others are always sent. */
  @ParameterizedTest
  @EnumSource(EventType.class)
  void whatIsAboutSecurityCantBeDoneWithout(EventType type) {
    var occasion =
        Occasion.of(Events.logged(Events.toldToAda(type, NEW).with("linkId", LINK.toString())));
    var told = new Recipients(List.of(OLD, SECOND), "Ada", null, Set.of(NoticeKind.values()));
    var without = mailings.of(occasion.toldTo(told)).stream().map(NewMail::template).toList();
    var expected =
        mailings.of(occasion).stream()
            .map(NewMail::template)
            .filter(template -> template != MailTemplate.DELEGATION_ACCEPTED)
            .toList();

    assertThat(without).isEqualTo(expected);
  }

  /** Nobody else can tell whether its reader does without it. */
  @ParameterizedTest
  @EnumSource(EventType.class)
  void whatCanBeDoneWithoutIsOnlyWrittenAfterAsking(EventType type) {
    var mails = mails(Events.toldToAda(type, NEW).with("linkId", LINK.toString()));
    if (mails.stream().anyMatch(mail -> mail.template().kind().isPresent())) {
      assertThat(MailQueueing.WITHOUT_ADDRESSES).contains(type.wireName());
    }
  }

  @Test
  void whoeverIsImpersonatedHearsWhyAndNotFromWhere() {
    var mails =
        mails(
            Events.impersonated()
                .personal("recipients", new JsonArray().add(OLD))
                .personal("account", OLD));
    assertThat(mails)
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.template()).isEqualTo(MailTemplate.IMPERSONATED);
              assertThat(mail.fields()).containsEntry("reason", "Ticket 4711");
              assertThat(mail.fields()).doesNotContainKeys("ip", "device");
            });
  }

  @Test
  void aChangedAddressIsToldWithBothAddresses() {
    assertThat(mails(Events.toldToAda(EventType.EMAIL_CHANGED, NEW)).get(0).fields())
        .containsEntry("oldAddress", OLD)
        .containsEntry("newAddress", NEW);
  }

  @Test
  void anAddressThatAnAdministratorChangedIsToBeProvenAndTheOldOneIsTold() {
    var change = Events.toldToAda(EventType.USER_EMAIL_CHANGED, NEW).with("linkId", LINK + "");

    assertThat(mails(change))
        .extracting(mail -> mail.template() + " " + mail.recipient())
        .containsExactly(
            "VERIFY_EMAIL " + NEW, "EMAIL_REPLACED " + OLD, "EMAIL_REPLACED " + SECOND);
  }

  @Test
  void whereAnAdministratorWorksFromIsNotTold() {
    var told = Events.logged(Events.toldToAda(EventType.PASSWORD_RESET, NEW));
    var event = told.event();
    for (var actor : List.of(Ids.next(), java.util.Objects.requireNonNull(event.subject().id()))) {
      var by =
          new Event(
              event.id(),
              event.position(),
              event.type(),
              event.version(),
              event.occurredAt(),
              event.outcome(),
              null,
              new Actor("person", actor),
              event.subject(),
              event.data());
      var fields = mailings.of(new Occasion(by, told.personal())).get(0).fields();
      assertThat(fields.containsKey("ip")).isEqualTo(actor.equals(event.subject().id()));
      assertThat(fields.containsKey("device")).isEqualTo(actor.equals(event.subject().id()));
    }
  }

  @Test
  void theUndoLinkGoesToThePresentAddressAlone() {
    var mails = mails(Events.changeRequested(LINK, UNDO));

    assertThat(mails)
        .extracting(
            mail ->
                mail.template()
                    + " "
                    + mail.recipient()
                    + " "
                    + (mail.link() == null ? null : mail.link().id()))
        .containsExactly(
            "VERIFY_EMAIL " + NEW + " " + LINK,
            "EMAIL_CHANGE_REQUESTED " + OLD + " " + UNDO,
            "EMAIL_CHANGE_ANNOUNCED " + SECOND + " null");
    assertThat(mails.get(1).link())
        .isEqualTo(new MailLink(UNDO, LinkPurpose.PASSWORD_RESET, AT.plus(Duration.ofHours(24))));
    assertThat(mails.get(1).toRow(Ids.next()).getString("expires_at"))
        .as("a notice does not expire with its link")
        .isNull();
  }

  @Test
  void theRemovalOfAnAddressThatWasNeverProvenIsNotTold() {
    assertThat(mails(Events.ofAda(EventType.EMAIL_REMOVED, NEW))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void onceItsPersonIsAnonymisedAnEventIsSilent(EventType type) {
    var logged = Events.logged(Events.toldToAda(type, NEW).with("linkId", LINK.toString()));

    assertThat(mailings.of(new Occasion(logged.event(), new JsonObject()))).isEmpty();
  }

  @Test
  void nobodyIsToldTwice() {
    var recipients = new Recipients(List.of(OLD, SECOND, OLD), "Ada", null);
    var occasion = Occasion.of(Events.logged(Events.tokenReused(Ids.next()))).toldTo(recipients);

    assertThat(mailings.of(occasion)).extracting(NewMail::recipient).containsExactly(OLD, SECOND);
    assertThat(mailings.of(occasion).get(1).fields()).containsEntry("account", OLD);
  }

  @Test
  void whatDoesNotFitIsLeftOut() {
    var change =
        Events.toldToAda(EventType.PASSWORD_CHANGED, NEW)
            .personal("account", "Ada Lovelace")
            .personal("ipAddress", "fe80::1%eth0")
            .personal("userAgent", "something unheard of")
            .personal("locale", "x".repeat(36));
    var mail = mails(change).get(0);

    assertThat(mail.fields()).containsOnlyKeys("account", "at", "name");
    assertThat(mail.fields()).containsEntry("account", NEW);
    assertThat(mail.locale()).isNull();
  }

  @Test
  void everyTemplateIsUsed() {
    var link = LINK.toString();
    Set<MailTemplate> used = EnumSet.noneOf(MailTemplate.class);
    for (var type : EventType.values()) {
      mails(Events.toldToAda(type, NEW)).forEach(mail -> used.add(mail.template()));
      mails(
              Events.toldToAda(type, NEW)
                  .with("linkId", link)
                  .with("counterFell", true)
                  .with("newDevice", true)
                  .with("organizationName", "Analytical Engines"))
          .forEach(mail -> used.add(mail.template()));
    }
    mails(Events.changeRequested(LINK, UNDO)).forEach(mail -> used.add(mail.template()));
    for (var type : List.of(EventType.INVITATION_SENT, EventType.INVITATION_REMINDED)) {
      used.add(only(Events.invitation(type, LINK)).template());
    }

    assertThat(used).containsExactlyInAnyOrder(MailTemplate.values());
  }

  private NewMail only(Change change) {
    var mails = mails(change);
    assertThat(mails).hasSize(1);
    return mails.get(0);
  }

  private List<NewMail> mails(Change change) {
    return mailings.of(Occasion.of(Events.logged(change)));
  }
}
