package dev.latchkey.notifications.mail;

import static dev.latchkey.notifications.mail.MailField.ACCOUNT;
import static dev.latchkey.notifications.mail.MailField.ADDRESS;
import static dev.latchkey.notifications.mail.MailField.AT;
import static dev.latchkey.notifications.mail.MailField.DEVICE;
import static dev.latchkey.notifications.mail.MailField.EXPIRES_AT;
import static dev.latchkey.notifications.mail.MailField.INVITER;
import static dev.latchkey.notifications.mail.MailField.IP;
import static dev.latchkey.notifications.mail.MailField.MESSAGE;
import static dev.latchkey.notifications.mail.MailField.NAME;
import static dev.latchkey.notifications.mail.MailField.NEW_ADDRESS;
import static dev.latchkey.notifications.mail.MailField.OLD_ADDRESS;
import static dev.latchkey.notifications.mail.MailField.ORGANIZATION;
import static dev.latchkey.notifications.mail.MailField.REASON;
import static dev.latchkey.notifications.mail.MailField.TOKEN;

import dev.latchkey.api.accounts.NoticeKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The mails there are, each with the fields it needs and the links it offers. Every mail needs
 * {@link MailField#ACCOUNT} and {@link MailField#AT} and takes {@link MailField#IP}.
 *
 * <p>A mail that anybody can cause to be sent to anybody carries no text that its causer chose:
 * {@link #VERIFY_EMAIL}, {@link #REGISTRATION}, {@link #ACCOUNT_CREATED}, {@link
 * #ALREADY_REGISTERED} and {@link #CHOOSE_PASSWORD} take neither a name nor a device. Otherwise the
 * service would carry a stranger's advertisement. {@link #INVITATION} takes what its inviter wrote,
 * who is somebody of an organisation and answers for it by name.
 */
public enum MailTemplate {
  /** To an address that an account wants to add: prove it. Names the account that asked. */
  VERIFY_EMAIL(List.of(LinkKind.VERIFY_EMAIL), Set.of(ADDRESS), Set.of()),
  /** To the address of a new account: welcome, prove it. */
  REGISTRATION(List.of(LinkKind.VERIFY_EMAIL), Set.of(), Set.of()),
  /** To the address of an account that an administrator made: welcome, prove it. */
  ACCOUNT_CREATED(List.of(LinkKind.VERIFY_EMAIL), Set.of(), Set.of()),
  /** To the owner of an address that somebody wanted for another account: sign in or reset. */
  ALREADY_REGISTERED(List.of(LinkKind.SIGN_IN, LinkKind.FORGOT_PASSWORD), Set.of(), Set.of()),
  /** The link to a new password. */
  PASSWORD_RESET(List.of(LinkKind.RESET_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** The password was changed or reset. */
  PASSWORD_CHANGED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** To the present address: a change is under way, here is how to undo it. */
  EMAIL_CHANGE_REQUESTED(
      List.of(LinkKind.UNDO_EMAIL_CHANGE), Set.of(NEW_ADDRESS), Set.of(NAME, DEVICE)),
  /** To the other addresses: a change is under way. */
  EMAIL_CHANGE_ANNOUNCED(
      List.of(LinkKind.FORGOT_PASSWORD), Set.of(NEW_ADDRESS), Set.of(NAME, DEVICE)),
  /** To the old and the new address: the change is done. */
  EMAIL_CHANGED(List.of(), Set.of(OLD_ADDRESS, NEW_ADDRESS), Set.of(NAME, DEVICE)),
  /** To the proven addresses of before: an administrator has changed the address. */
  EMAIL_REPLACED(List.of(), Set.of(OLD_ADDRESS, NEW_ADDRESS), Set.of(NAME, DEVICE)),
  /** To the other addresses: one was added and proven. */
  EMAIL_ADDED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(ADDRESS), Set.of(NAME, DEVICE)),
  /** To the remaining and the removed address: one was removed. */
  EMAIL_REMOVED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(ADDRESS), Set.of(NAME, DEVICE)),
  /** Access to an organisation was taken; the account goes on elsewhere. */
  ACCOUNT_DISABLED(List.of(), Set.of(ORGANIZATION), Set.of(NAME)),
  /** Access to an organisation was given back. */
  ACCOUNT_ENABLED(List.of(LinkKind.SIGN_IN), Set.of(ORGANIZATION), Set.of(NAME)),
  /** A membership of an organisation was ended; the account goes on without it. */
  ACCOUNT_REMOVED(List.of(), Set.of(ORGANIZATION), Set.of(NAME)),
  /** The account was closed. */
  ACCOUNT_CLOSED(List.of(), Set.of(), Set.of(NAME, DEVICE)),
  /** To an address that two people claimed: it is proven, now a password must be chosen. */
  CHOOSE_PASSWORD(List.of(LinkKind.CHOOSE_PASSWORD), Set.of(), Set.of()),
  /** Somebody signed in from a browser or device that the account's latest logins don't know. */
  NEW_LOGIN(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** A login was ended because its token was used twice. */
  REFRESH_TOKEN_REUSED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** An API token of the person was made. */
  TOKEN_CREATED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** An API token of the person was used for the first time. */
  TOKEN_FIRST_USED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** An API token of the person was ended by them. */
  TOKEN_DELETED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** An authenticator app was set up. */
  TOTP_ADDED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** An authenticator app was removed by the person. */
  TOTP_REMOVED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** A passkey was added. */
  PASSKEY_ADDED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** A passkey was refused, as its counter fell: there seem to be two of it. */
  PASSKEY_COPIED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** A passkey was removed by the person. */
  PASSKEY_REMOVED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** New recovery codes were made. */
  RECOVERY_CODES_REPLACED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** A recovery code opened a login. */
  RECOVERY_CODE_USED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** A device may skip the second factor. */
  DEVICE_TRUSTED(List.of(LinkKind.FORGOT_PASSWORD), Set.of(), Set.of(NAME, DEVICE)),
  /** An administrator has removed all second factors. */
  MFA_RESET(List.of(), Set.of(), Set.of(NAME)),
  /** To an address that somebody wants in their organisation: join it. */
  INVITATION(List.of(LinkKind.ACCEPT_INVITATION), Set.of(ORGANIZATION), Set.of(INVITER, MESSAGE)),
  /** The same, before the link stops working. */
  INVITATION_REMINDER(
      List.of(LinkKind.ACCEPT_INVITATION), Set.of(ORGANIZATION), Set.of(INVITER, MESSAGE)),
  /** The colleague whom the person had left a product's set-up to has accepted. */
  DELEGATION_ACCEPTED(List.of(), Set.of(), Set.of(NAME)),
  /** Somebody of the person's organisation acts as them. */
  IMPERSONATED(List.of(), Set.of(), Set.of(NAME, REASON));

  private static final Set<LinkKind> FOR_DOUBT =
      Set.of(LinkKind.FORGOT_PASSWORD, LinkKind.UNDO_EMAIL_CHANGE);

  private final List<LinkKind> links;
  private final Set<MailField> required;
  private final Set<MailField> allowed;

  MailTemplate(List<LinkKind> links, Set<MailField> alsoRequired, Set<MailField> alsoAllowed) {
    this.links = links;
    this.required = EnumSet.of(ACCOUNT, AT);
    this.required.addAll(alsoRequired);
    if (links.stream().anyMatch(LinkKind::needsToken)) {
      this.required.addAll(Set.of(TOKEN, EXPIRES_AT));
    }
    this.allowed = EnumSet.of(IP);
    this.allowed.addAll(alsoAllowed);
    this.allowed.addAll(this.required);
  }

  /** The template's name in message keys, file names and metrics: {@code password-reset}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The kind of a mail that its reader can do without; empty for one that is always sent. */
  public Optional<NoticeKind> kind() {
    return this == DELEGATION_ACCEPTED
        ? Optional.of(NoticeKind.INVITATION_ANSWERS)
        : Optional.empty();
  }

  /** The fields without which there is no such mail. */
  public Set<MailField> required() {
    return Set.copyOf(required);
  }

  /** The fields it may carry, the required ones among them. */
  public Set<MailField> allowed() {
    return Set.copyOf(allowed);
  }

  /**
   * Whether the mail is worthless once its link has expired; any other is a notice and is sent
   * however late.
   */
  public boolean expires() {
    return required.contains(EXPIRES_AT) && this != EMAIL_CHANGE_REQUESTED;
  }

  /**
   * Whether the links are for somebody who says that it was not them; then they stand beside that
   * question.
   */
  boolean linksAreForDoubt() {
    return links.stream().findFirst().filter(FOR_DOUBT::contains).isPresent();
  }

  /** The links offered, the button first; at most two. */
  List<LinkKind> links() {
    return links;
  }
}
