package dev.latchkey.notifications;

import static dev.latchkey.notifications.mail.MailTemplate.ACCOUNT_CLOSED;
import static dev.latchkey.notifications.mail.MailTemplate.ACCOUNT_CREATED;
import static dev.latchkey.notifications.mail.MailTemplate.ACCOUNT_DISABLED;
import static dev.latchkey.notifications.mail.MailTemplate.ACCOUNT_ENABLED;
import static dev.latchkey.notifications.mail.MailTemplate.ACCOUNT_REMOVED;
import static dev.latchkey.notifications.mail.MailTemplate.ALREADY_REGISTERED;
import static dev.latchkey.notifications.mail.MailTemplate.CHOOSE_PASSWORD;
import static dev.latchkey.notifications.mail.MailTemplate.DELEGATION_ACCEPTED;
import static dev.latchkey.notifications.mail.MailTemplate.DEVICE_TRUSTED;
import static dev.latchkey.notifications.mail.MailTemplate.EMAIL_ADDED;
import static dev.latchkey.notifications.mail.MailTemplate.EMAIL_CHANGED;
import static dev.latchkey.notifications.mail.MailTemplate.EMAIL_CHANGE_ANNOUNCED;
import static dev.latchkey.notifications.mail.MailTemplate.EMAIL_CHANGE_REQUESTED;
import static dev.latchkey.notifications.mail.MailTemplate.EMAIL_REMOVED;
import static dev.latchkey.notifications.mail.MailTemplate.EMAIL_REPLACED;
import static dev.latchkey.notifications.mail.MailTemplate.IMPERSONATED;
import static dev.latchkey.notifications.mail.MailTemplate.INVITATION;
import static dev.latchkey.notifications.mail.MailTemplate.INVITATION_REMINDER;
import static dev.latchkey.notifications.mail.MailTemplate.MFA_RESET;
import static dev.latchkey.notifications.mail.MailTemplate.NEW_LOGIN;
import static dev.latchkey.notifications.mail.MailTemplate.PASSKEY_ADDED;
import static dev.latchkey.notifications.mail.MailTemplate.PASSKEY_COPIED;
import static dev.latchkey.notifications.mail.MailTemplate.PASSKEY_REMOVED;
import static dev.latchkey.notifications.mail.MailTemplate.PASSWORD_CHANGED;
import static dev.latchkey.notifications.mail.MailTemplate.PASSWORD_RESET;
import static dev.latchkey.notifications.mail.MailTemplate.RECOVERY_CODES_REPLACED;
import static dev.latchkey.notifications.mail.MailTemplate.RECOVERY_CODE_USED;
import static dev.latchkey.notifications.mail.MailTemplate.REFRESH_TOKEN_REUSED;
import static dev.latchkey.notifications.mail.MailTemplate.REGISTRATION;
import static dev.latchkey.notifications.mail.MailTemplate.TOKEN_CREATED;
import static dev.latchkey.notifications.mail.MailTemplate.TOKEN_DELETED;
import static dev.latchkey.notifications.mail.MailTemplate.TOKEN_FIRST_USED;
import static dev.latchkey.notifications.mail.MailTemplate.TOTP_ADDED;
import static dev.latchkey.notifications.mail.MailTemplate.TOTP_REMOVED;
import static dev.latchkey.notifications.mail.MailTemplate.VERIFY_EMAIL;

import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.events.EventType;
import dev.latchkey.notifications.mail.MailTemplate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which mails follow from which event. Pure. */
final class Mailings {
  private static final String LINK = "linkId";

  private final Duration emailLifetime;
  private final Duration resetLifetime;
  private final Map<String, Function<Occasion, Stream<NewMail>>> byType;

  Mailings(LinkSettings links) {
    this.emailLifetime = links.emailLifetime();
    this.resetLifetime = links.resetLifetime();
    this.byType =
        Map.ofEntries(
            on(EventType.PERSON_REGISTERED, each -> proof(each, REGISTRATION)),
            on(EventType.PERSON_REGISTRATION_REPEATED, each -> proofOrWord(each, REGISTRATION)),
            on(EventType.PERSON_ACTIVATED, each -> passwordLink(each, CHOOSE_PASSWORD)),
            on(EventType.PERSON_CLOSED, each -> notices(each, ACCOUNT_CLOSED)),
            on(EventType.EMAIL_ADDED, each -> proofOrWord(each, VERIFY_EMAIL)),
            on(EventType.EMAIL_PROOF_REQUESTED, each -> proofOrWord(each, VERIFY_EMAIL)),
            on(EventType.EMAIL_CHANGE_REQUESTED, this::changeRequested),
            on(EventType.EMAIL_VERIFIED, each -> notices(each, EMAIL_ADDED)),
            on(EventType.EMAIL_CHANGED, each -> notices(each, EMAIL_CHANGED)),
            on(EventType.EMAIL_REMOVED, each -> notices(each, EMAIL_REMOVED)),
            on(EventType.PASSWORD_CHANGED, each -> notices(each, PASSWORD_CHANGED)),
            on(EventType.PASSWORD_RESET, each -> notices(each, PASSWORD_CHANGED)),
            on(EventType.PASSWORD_RESET_REQUESTED, each -> passwordLink(each, PASSWORD_RESET)),
            on(EventType.LOGIN_STARTED, Mailings::newLogin),
            on(EventType.LOGIN_TOKEN_REUSED, each -> notices(each, REFRESH_TOKEN_REUSED)),
            on(EventType.TOKEN_CREATED, each -> notices(each, TOKEN_CREATED)),
            on(EventType.TOKEN_FIRST_USED, each -> notices(each, TOKEN_FIRST_USED)),
            on(EventType.TOKEN_DELETED, each -> notices(each, TOKEN_DELETED)),
            on(EventType.TOTP_ADDED, each -> notices(each, TOTP_ADDED)),
            on(EventType.TOTP_REMOVED, each -> notices(each, TOTP_REMOVED)),
            on(EventType.PASSKEY_ADDED, each -> notices(each, PASSKEY_ADDED)),
            on(EventType.PASSKEY_REMOVED, each -> notices(each, PASSKEY_REMOVED)),
            on(EventType.SECOND_FACTOR_REFUSED, Mailings::copied),
            on(EventType.RECOVERY_CODES_REPLACED, each -> notices(each, RECOVERY_CODES_REPLACED)),
            on(EventType.RECOVERY_CODE_USED, each -> notices(each, RECOVERY_CODE_USED)),
            on(EventType.DEVICE_TRUSTED, each -> notices(each, DEVICE_TRUSTED)),
            on(EventType.MFA_RESET, each -> notices(each, MFA_RESET)),
            on(EventType.USER_IMPERSONATED, each -> notices(each, IMPERSONATED)),
            on(EventType.INVITATION_SENT, each -> invitation(each, INVITATION)),
            on(EventType.INVITATION_RESENT, each -> invitation(each, INVITATION)),
            on(EventType.INVITATION_REMINDED, each -> invitation(each, INVITATION_REMINDER)),
            on(
                EventType.ONBOARDING_DELEGATION_ACCEPTED,
                each -> notices(each, DELEGATION_ACCEPTED)),
            on(EventType.USER_CREATED, each -> proof(each, ACCOUNT_CREATED)),
            on(EventType.USER_EMAIL_CHANGED, this::replaced),
            on(EventType.USER_DISABLED, each -> membership(each, ACCOUNT_DISABLED)),
            on(EventType.USER_ENABLED, each -> membership(each, ACCOUNT_ENABLED)),
            on(EventType.USER_REMOVED, each -> membership(each, ACCOUNT_REMOVED)));
  }

  /**
   * The mails of an event, no two alike; none for an event that nobody is told of, nor of a kind
   * that its reader does without.
   */
  List<NewMail> of(Occasion occasion) {
    return byType
        .getOrDefault(occasion.type(), each -> Stream.empty())
        .apply(occasion)
        .filter(mail -> mail.template().kind().filter(occasion.declined()::contains).isEmpty())
        .toList();
  }

  private static Map.Entry<String, Function<Occasion, Stream<NewMail>>> on(
      EventType type, Function<Occasion, Stream<NewMail>> mails) {
    return Map.entry(type.wireName(), mails);
  }

  private Optional<MailLink> proofLink(Occasion occasion) {
    return occasion.link(LINK, LinkPurpose.EMAIL_PROOF, emailLifetime);
  }

  private Stream<NewMail> proof(Occasion occasion, MailTemplate template) {
    return proofLink(occasion).stream().flatMap(link -> toAddress(occasion, template, link));
  }

  private static Stream<NewMail> invitation(Occasion occasion, MailTemplate template) {
    return occasion.linkInTime(LINK, LinkPurpose.INVITATION).stream()
        .flatMap(link -> toAddress(occasion, template, link));
  }

  /** Without a link the address is somebody's already, and they are told instead. */
  private Stream<NewMail> proofOrWord(Occasion occasion, MailTemplate template) {
    return proofLink(occasion).isPresent()
        ? proof(occasion, template)
        : occasion.address().stream()
            .map(owner -> MailFields.mail(occasion, ALREADY_REGISTERED, owner, null));
  }

  private Stream<NewMail> passwordLink(Occasion occasion, MailTemplate template) {
    return occasion.link(LINK, LinkPurpose.PASSWORD_RESET, resetLifetime).stream()
        .flatMap(link -> toAddress(occasion, template, link));
  }

  private static Stream<NewMail> copied(Occasion occasion) {
    return occasion.tellsOfACopy() ? notices(occasion, PASSKEY_COPIED) : Stream.empty();
  }

  private static Stream<NewMail> newLogin(Occasion occasion) {
    return occasion.tellsOfANewDevice() ? notices(occasion, NEW_LOGIN) : Stream.empty();
  }

  private static Stream<NewMail> membership(Occasion occasion, MailTemplate template) {
    return occasion.tellsOfAccess() ? notices(occasion, template) : Stream.empty();
  }

  /** The new address is to be proven, and whoever was reached by the old one hears of it. */
  private Stream<NewMail> replaced(Occasion occasion) {
    return Stream.concat(proof(occasion, VERIFY_EMAIL), notices(occasion, EMAIL_REPLACED));
  }

  /** The undo link goes to the present address alone; the others only hear of the change. */
  private Stream<NewMail> changeRequested(Occasion occasion) {
    var undo = occasion.link("undoLinkId", LinkPurpose.PASSWORD_RESET, emailLifetime);
    var undoAddress = undo.flatMap(link -> occasion.undoAddress());
    var withUndo =
        undoAddress.stream()
            .map(to -> MailFields.mail(occasion, EMAIL_CHANGE_REQUESTED, to, undo.orElseThrow()));
    var others =
        occasion.recipients().stream()
            .filter(to -> !undoAddress.equals(Optional.of(to)))
            .map(to -> MailFields.mail(occasion, EMAIL_CHANGE_ANNOUNCED, to, null));
    return Stream.of(proofOrWord(occasion, VERIFY_EMAIL), withUndo, others)
        .flatMap(Function.identity());
  }

  private static Stream<NewMail> toAddress(
      Occasion occasion, MailTemplate template, MailLink link) {
    return occasion.address().stream()
        .map(address -> MailFields.mail(occasion, template, address, link));
  }

  private static Stream<NewMail> notices(Occasion occasion, MailTemplate template) {
    return occasion.recipients().stream().map(to -> MailFields.mail(occasion, template, to, null));
  }
}
