package dev.latchkey.router.product;

import static java.util.Map.entry;

import dev.latchkey.router.contract.Operation;
import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import dev.latchkey.router.surface.Reply;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The failures of the product surface: {@code {type, code, detail, attr}}. Whatever conflicts with
 * what there is, is a 400 here. Stateless.
 */
final class FlatFailures implements FailureForm {

  private static final String MEDIA_TYPE = "application/json";

  /**
   * What a failure is called here.
   *
   * @param attr the field that it is about; null for none
   * @param detail the sentence for people; null for that of the failure
   */
  private record Word(int status, String code, @Nullable String attr, @Nullable String detail) {

    Word(int status, String code, @Nullable String attr) {
      this(status, code, attr, null);
    }

    static Word invalid(String code, @Nullable String attr) {
      return new Word(400, code, attr);
    }

    static Word invalid(String code, @Nullable String attr, String detail) {
      return new Word(400, code, attr, detail);
    }
  }

  private static final Map<String, Word> WORDS =
      Map.ofEntries(
          entry("unauthenticated", new Word(401, "not_authenticated", null)),
          entry("forbidden", new Word(403, "permission_denied", null)),
          entry("role_beyond_yours", new Word(403, "permission_denied", null)),
          entry(
              "reauthentication_required", new Word(403, "sensitive_action_required_reauth", null)),
          entry("second_factor_required", new Word(403, "two_factor_setup_required", null)),
          entry("second_factor_unproven", new Word(403, "two_factor_verification_required", null)),
          entry("too_many_requests", new Word(429, "throttled", null)),
          entry("path_not_found", new Word(404, "not_found", null)),
          entry("internal", new Word(500, "error", null)),
          entry("email_taken", Word.invalid("email_taken", "email")),
          entry("email_invalid", Word.invalid("invalid_input", "email")),
          entry("too_many_emails", Word.invalid("too_many_emails", "email")),
          entry("wrong_password", Word.invalid("incorrect_password", "current_password")),
          entry("password_too_short", Word.invalid("password_too_short", "password")),
          entry("password_too_long", Word.invalid("password_too_long", "password")),
          entry("password_blocklisted", Word.invalid("password_blocklisted", "password")),
          entry("password_unchanged", Word.invalid("password_unchanged", "password")),
          entry("already_member", Word.invalid("already_member", "target_email")));

  private static final Map<String, Word> OF_VALIDATION =
      Map.of(
          "second_factor_invalid", Word.invalid("token_invalid", null),
          "totp_not_begun", Word.invalid("setup_expired", null));

  private static final Word NO_FACTOR =
      Word.invalid("2fa_not_enabled", null, "You have no second factor. Set one up first.");

  /** What is called otherwise in one operation. */
  private static final Map<String, Map<String, Word>> OF_OPERATIONS =
      Map.of(
          "users_partial_update",
          Map.of("not_found", Word.invalid("does_not_exist", "set_current_organization")),
          "users_two_factor_validate_create",
          OF_VALIDATION,
          "users_validate_2fa_create",
          OF_VALIDATION,
          "users_two_factor_backup_codes_create",
          Map.of("not_found", NO_FACTOR, "second_factor_required", NO_FACTOR),
          "users_cancel_email_change_request_partial_update",
          Map.of("no_email_change", Word.invalid("email_change_request_not_found", null)),
          "users_verify_email_create",
          Map.of("link_invalid", Word.invalid("invalid_token", "token")),
          "organizations_invites_delegate_create",
          Map.of("email_invalid", Word.invalid("invalid_input", "target_email")));

  /** What the contract finds wrong with a value, by the keyword that is not met. */
  private static final Map<String, String> OF_KEYWORDS =
      Map.of("required", "required", "enum", "invalid_choice", "max_length", "max_length");

  @Override
  public Answer answer(Problem problem, String requestId, Optional<Operation> operation) {
    return problem.errors().isEmpty()
        ? answer(word(problem, operation), problem.detail())
        : answer(word(problem.errors().get(0)), problem.errors().get(0).detail());
  }

  /** A refusal that needs nobody to be asked. */
  static Reply invalid(String code, @Nullable String attr, String detail) {
    Answer answer = answer(Word.invalid(code, attr), detail);
    return Reply.of(answer.status(), answer.body());
  }

  private static Answer answer(Word word, String detail) {
    return new Answer(
        word.status(),
        MEDIA_TYPE,
        new JsonObject()
            .put("type", type(word.status()))
            .put("code", word.code())
            .put("detail", Objects.requireNonNullElse(word.detail(), detail))
            .put("attr", word.attr()));
  }

  private static Word word(Problem problem, Optional<Operation> operation) {
    Word usual =
        WORDS.getOrDefault(
            problem.code(), new Word(status(problem.status()), problem.code(), null));
    return operation
        .map(it -> OF_OPERATIONS.getOrDefault(it.id(), Map.of()).get(problem.code()))
        .orElse(usual);
  }

  /** Parameters are named with their place before them; only their names are told. */
  private static Word word(Problem.Place place) {
    String attr = place.pointer().replaceFirst("^/(path|query|header)/", "/");
    return Word.invalid(
        OF_KEYWORDS.getOrDefault(place.code(), "invalid_input"),
        attr.isEmpty() ? null : attr.substring(1).replace("/", "__"));
  }

  private static int status(int status) {
    return switch (status) {
      case 409, 410, 412, 422 -> 400;
      default -> status;
    };
  }

  private static String type(int status) {
    return switch (status) {
      case 400 -> "validation_error";
      case 401, 403 -> "authentication_error";
      case 429 -> "throttled_error";
      default -> status < 500 ? "invalid_request" : "server_error";
    };
  }
}
