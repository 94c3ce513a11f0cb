package dev.latchkey.api.bus;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every way in which a request can be refused. The name in lower case is the stable code on the
 * wire; the number is the failure code of the event bus; neither is ever given to another failure.
 */
public enum Failure {
  INVALID_REQUEST(400, Kind.INVALID, "The request is not valid."),
  INVALID_MARKER(402, Kind.INVALID, "The marker belongs to no list that you may read."),
  PASSWORD_TOO_SHORT(410, Kind.UNPROCESSABLE, "The password is too short."),
  PASSWORD_TOO_LONG(411, Kind.UNPROCESSABLE, "The password is too long."),
  PASSWORD_BLOCKLISTED(412, Kind.UNPROCESSABLE, "The password is easy to guess."),
  PASSWORD_UNCHANGED(413, Kind.UNPROCESSABLE, "The new password is the old one."),
  EMAIL_INVALID(414, Kind.UNPROCESSABLE, "That is no e-mail address that can be used."),
  LOCALE_INVALID(415, Kind.UNPROCESSABLE, "That is no language tag."),
  TIME_ZONE_INVALID(416, Kind.UNPROCESSABLE, "That is no time zone."),
  IDEMPOTENCY_KEY_REUSED(
      417,
      Kind.UNPROCESSABLE,
      "The idempotency key was used for another request. Take a new key for each change, and the"
          + " same one only to repeat it unaltered."),
  PASSWORD_REQUIRED(
      418, Kind.UNPROCESSABLE, "Choose a password: an account is made for you with it."),
  LINK_INVALID(
      420,
      Kind.GONE,
      "The link is not valid: it was used, replaced or has expired. Ask for a new one."),

  INVALID_CREDENTIALS(500, Kind.UNAUTHENTICATED, "The sign-in was refused. Check what you sent."),
  UNAUTHENTICATED(501, Kind.UNAUTHENTICATED, "Sign in and send the access token."),
  INVALID_REFRESH_TOKEN(502, Kind.UNAUTHENTICATED, "Sign in again."),
  WRONG_PASSWORD(503, Kind.FORBIDDEN, "The current password is wrong, or may not be tried now."),

  FORBIDDEN(600, Kind.FORBIDDEN, "You may not do this. Ask an administrator for the permission."),
  REAUTHENTICATION_REQUIRED(
      601,
      Kind.FORBIDDEN,
      "Prove again who you are (POST /api/v1/sessions/reauthenticate), then repeat."),
  PASSWORD_CHANGE_REQUIRED(
      602, Kind.FORBIDDEN, "Change your password first (PUT /api/v1/me/password)."),
  SETUP_TOKEN_INVALID(
      603, Kind.FORBIDDEN, "The set-up token is wrong or has expired. A restart prints a new one."),
  REGISTRATION_CLOSED(604, Kind.FORBIDDEN, "Registration is closed. Ask for an invitation."),
  ORGANIZATION_CREATION_CLOSED(
      605, Kind.FORBIDDEN, "You may not create organisations. Ask the operator."),

  NOT_FOUND(700, Kind.NOT_FOUND, "There is no such thing, or you may not see it."),

  ALREADY_SET_UP(800, Kind.CONFLICT, "Latchkey is set up already. Sign in instead."),
  EMAIL_TAKEN(801, Kind.CONFLICT, "The address is in use. Choose another."),
  EMAIL_ALREADY_VERIFIED(802, Kind.CONFLICT, "The address is proven already."),
  EMAIL_NOT_VERIFIED(803, Kind.CONFLICT, "Prove the address first."),
  EMAIL_IS_PRIMARY(804, Kind.CONFLICT, "Make another address the primary one first."),
  EMAIL_KEEPS_UNDO(
      811,
      Kind.CONFLICT,
      "A link mailed to this address can still take the change of address back. Wait until it has"
          + " ended."),
  TOO_MANY_EMAILS(805, Kind.CONFLICT, "Remove an address first."),
  NO_EMAIL_CHANGE(806, Kind.NOT_FOUND, "No change of the address is waiting."),
  LAST_OWNER(807, Kind.CONFLICT, "An organisation needs an owner. Make somebody else owner first."),
  TOO_MANY_ORGANIZATIONS(808, Kind.CONFLICT, "Leave an organisation first."),
  IDEMPOTENCY_IN_PROGRESS(
      809,
      Kind.CONFLICT,
      "A request with this idempotency key is being carried out. Wait, then repeat to get its"
          + " answer."),
  VERSION_CONFLICT(
      820, Kind.PRECONDITION, "It has changed since you read it. Read it again, then repeat."),
  USER_NAME_TAKEN(821, Kind.CONFLICT, "The user name is, or was, somebody's. Choose another."),
  USER_NAME_INVALID(822, Kind.UNPROCESSABLE, "That is no user name that can be used."),
  EXTERNAL_ACCOUNT(
      823, Kind.FORBIDDEN, "The account is the person's own, only they may change it."),
  OUTRANKED(824, Kind.FORBIDDEN, "The person may do what you may not. Ask somebody who may."),
  ROLE_BEYOND_YOURS(
      825, Kind.FORBIDDEN, "A role allows what you may not. Ask somebody who holds it."),
  NOT_YOURSELF(826, Kind.FORBIDDEN, "Not to yourself. What is yours is below /api/v1/me."),
  IMPERSONATION_NOT_ALLOWED(
      829,
      Kind.FORBIDDEN,
      "Both that person and the organisation's settings must allow it, and owners are excluded."),
  MEMBER_ELSEWHERE(
      831,
      Kind.CONFLICT,
      "They belong to another organisation too. Remove them from yours instead."),
  NOT_DISABLED(839, Kind.CONFLICT, "Only somebody who is disabled can be reinstated."),
  ALREADY_MEMBER(832, Kind.CONFLICT, "This person belongs to the organisation already."),
  SIGN_IN_TO_ACCEPT(
      833, Kind.CONFLICT, "There is an account with this address. Sign in to it, then accept."),
  INVITATION_OVER(
      834,
      Kind.CONFLICT,
      "The invitation is over: it was accepted, declined, cancelled or replaced. Send another."),
  TOO_MANY_INVITATIONS(835, Kind.CONFLICT, "Too many invitations are pending. Cancel some first."),
  PREVIEW_INVALID(827, Kind.GONE, "The preview was used or is outdated. Ask for a new one."),
  TEMPORARY_PASSWORDS_FORBIDDEN(
      828,
      Kind.FORBIDDEN,
      "The organisation forbids temporary passwords. A reset mails a link instead."),

  ROLE_NAME_TAKEN(850, Kind.CONFLICT, "There is a role of that name. Choose another name."),
  ROLE_IN_USE(851, Kind.CONFLICT, "People hold this role. Take it from them first."),
  ROLE_BUILT_IN(
      852,
      Kind.CONFLICT,
      "A built-in role can be neither changed nor deleted. Make a role of your own."),
  TOO_MANY_ROLES(853, Kind.CONFLICT, "Delete a role first."),
  PERMISSION_NOT_HELD(
      854, Kind.FORBIDDEN, "A role allows what you may not. Ask somebody who may do it all."),
  TEAM_NAME_TAKEN(855, Kind.CONFLICT, "There is a team of that name. Choose another name."),
  TOO_MANY_TEAMS(856, Kind.CONFLICT, "Delete a team first."),
  PREFERENCES_TOO_LARGE(
      860, Kind.UNPROCESSABLE, "There would be more preferences than are kept. Clear some first."),
  LOGIN_REQUIRED(
      870,
      Kind.FORBIDDEN,
      "Only the person may do this, not an API token nor whoever acts as them. Sign in."),
  SCOPE_NOT_HELD(
      871, Kind.FORBIDDEN, "You can't give a token a permission that you don't hold yourself."),
  SCOPE_UNKNOWN(872, Kind.UNPROCESSABLE, "There is no permission of that name."),
  TOKEN_EXPIRY_PAST(
      873, Kind.UNPROCESSABLE, "The token would be over already. Choose a later time."),
  TOO_MANY_TOKENS(874, Kind.CONFLICT, "Delete a token first."),

  SECOND_FACTOR_INVALID(
      880, Kind.UNAUTHENTICATED, "The code is wrong, was used, or may not be tried now."),
  SECOND_FACTOR_REQUIRED(
      881, Kind.FORBIDDEN, "Your organisation demands a second factor. Set one up, or keep it."),
  TOTP_ACTIVE(882, Kind.CONFLICT, "Remove your authenticator app first."),
  TOTP_NOT_BEGUN(883, Kind.CONFLICT, "There is nothing to confirm. Begin the set-up again."),
  TRUSTED_DEVICE_UNKNOWN(884, Kind.NOT_FOUND, "This device is not trusted."),
  CHALLENGE_INVALID(
      885, Kind.UNAUTHENTICATED, "The challenge was used, given up or has expired. Sign in again."),
  PASSKEY_REFUSED(
      886,
      Kind.UNPROCESSABLE,
      "The passkey was not made for this offer, or not in time. Try again."),
  PASSKEY_KNOWN(887, Kind.CONFLICT, "This passkey is in use already. Make another one."),
  TOO_MANY_PASSKEYS(888, Kind.CONFLICT, "Remove a passkey first."),
  SECOND_FACTOR_UNPROVEN(
      889,
      Kind.FORBIDDEN,
      "Your organisation demands a second factor. Prove yours (POST"
          + " /api/v1/sessions/reauthenticate), then repeat."),

  TOO_MANY_REQUESTS(900, Kind.LIMITED, "Too many requests. Wait, then repeat."),
  BUSY(910, Kind.UNAVAILABLE, "Too much is going on. Wait, then repeat."),
  UNAVAILABLE(911, Kind.UNAVAILABLE, "A part of the service does not answer. Repeat later."),
  INTERNAL(920, Kind.INTERNAL, "Something went wrong inside. The request id helps the operator.");

  /** What family a failure belongs to; a surface renders families, not single failures. */
  public enum Kind {
    INVALID,
    UNPROCESSABLE,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND,
    CONFLICT,
    GONE,
    PRECONDITION,
    LIMITED,
    UNAVAILABLE,
    INTERNAL
  }

  private final int number;
  private final Kind kind;
  private final String detail;

  Failure(int number, Kind kind, String detail) {
    this.number = number;
    this.kind = kind;
    this.detail = detail;
  }

  /** The stable code on the wire, such as {@code email_taken}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The failure code of the event bus. */
  public int number() {
    return number;
  }

  public Kind kind() {
    return kind;
  }

  /** A sentence for people that says what to do. */
  public String detail() {
    return detail;
  }

  /** The failure with that bus number; empty for one that a newer node has sent. */
  public static Optional<Failure> numbered(int number) {
    return Stream.of(values()).filter(each -> each.number == number).findFirst();
  }

  /** A refusal for this reason. */
  public Refusal refusal() {
    return new Refusal(this, detail, null);
  }

  /** A refusal for this reason with a sentence of its own. */
  public Refusal refusal(String sentence) {
    return new Refusal(this, sentence, null);
  }
}
