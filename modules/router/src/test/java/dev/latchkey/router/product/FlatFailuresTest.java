package dev.latchkey.router.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.problem.FailureForm.Answer;
import dev.latchkey.router.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlatFailuresTest {

  private static final Contract CONTRACT = ProductSurface.contract();

  private static Answer answer(int status, String code, String operation) {
    return new FlatFailures()
        .answer(
            new Problem(status, code, "A sentence.", List.of(), null),
            "id",
            CONTRACT.operation(operation));
  }

  private static Answer answer(Problem.Place... places) {
    return new FlatFailures()
        .answer(
            new Problem(400, "invalid_request", "x", List.of(places), null),
            "id",
            Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthenticated, users_retrieve, 401, authentication_error, not_authenticated,",
    "403, forbidden, users_retrieve, 403, authentication_error, permission_denied,",
    "403, wrong_password, users_partial_update, 400, validation_error, incorrect_password,"
        + " current_password",
    "403, reauthentication_required, users_partial_update, 403, authentication_error,"
        + " sensitive_action_required_reauth,",
    "403, second_factor_required, users_partial_update, 403, authentication_error,"
        + " two_factor_setup_required,",
    "403, second_factor_unproven, users_partial_update, 403, authentication_error,"
        + " two_factor_verification_required,",
    "404, not_found, users_partial_update, 400, validation_error, does_not_exist,"
        + " set_current_organization",
    "409, email_taken, users_verify_email_create, 400, validation_error, email_taken, email",
    "410, link_invalid, users_verify_email_create, 400, validation_error, invalid_token, token",
    "401, second_factor_invalid, users_validate_2fa_create, 400, validation_error, token_invalid,",
    "409, totp_not_begun, users_two_factor_validate_create, 400, validation_error, setup_expired,",
    "404, not_found, organizations_invites_delegate_create, 404, invalid_request, not_found,",
    "422, preferences_too_large, users_partial_update, 400, validation_error,"
        + " preferences_too_large,",
    "429, too_many_requests, users_partial_update, 429, throttled_error, throttled,",
    "503, busy, users_partial_update, 503, server_error, busy,",
    "500, internal, none, 500, server_error, error,"
  })
  void aFailureHasItsWordHere(
      int status,
      String code,
      String operation,
      int shownStatus,
      String type,
      String shownCode,
      String attr) {
    Answer answer = answer(status, code, operation);
    assertThat(answer.status()).isEqualTo(shownStatus);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    assertThat(answer.body().getMap())
        .containsEntry("type", type)
        .containsEntry("code", shownCode)
        .containsEntry("detail", "A sentence.")
        .containsEntry("attr", attr)
        .hasSize(4);
  }

  /** Where one is demanded, that there is none is told before anything is looked for. */
  @ParameterizedTest
  @CsvSource({"404, not_found", "403, second_factor_required"})
  void backupCodesWithoutASecondFactorAreRefusedInASentence(int status, String code) {
    Answer answer = answer(status, code, "users_two_factor_backup_codes_create");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().getMap())
        .containsEntry("type", "validation_error")
        .containsEntry("code", "2fa_not_enabled")
        .containsEntry("detail", "You have no second factor. Set one up first.");
  }

  @Test
  void theFirstFieldThatIsWrongIsNamed() {
    var body =
        answer(
                new Problem.Place("/hedgehog_config/color", "pattern", "First."),
                new Problem.Place("/email", "required", "Second."))
            .body();
    assertThat(body.getString("attr")).isEqualTo("hedgehog_config__color");
    assertThat(body.getString("code")).isEqualTo("invalid_input");
    assertThat(body.getString("detail")).isEqualTo("First.");
    assertThat(answer(new Problem.Place("/path/uuid", "required", "x")).body().getString("attr"))
        .isEqualTo("uuid");
    assertThat(answer(new Problem.Place("", "required", "x")).body().getString("attr")).isNull();
  }
}
