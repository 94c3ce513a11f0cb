package dev.latchkey.router.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.router.problem.FailureForm;
import dev.latchkey.router.problem.Problem;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponseStatusTest {

  private static FailureForm.Answer answer(Problem.Place... places) {
    Problem problem = new Problem(400, "invalid_request", "Not so.", List.of(places), null);
    return new ResponseStatus().answer(problem, "request", Optional.empty());
  }

  @Test
  void aFailureIsWrappedAndNamesItsFieldsWithoutATrace() {
    FailureForm.Answer answer =
        answer(
            new Problem.Place("/UserDetails/FirstName", "max_length", "Too long."),
            new Problem.Place("/query/UserName", "required", "Missing."));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.mediaType()).isEqualTo("application/json");
    assertThat(answer.body())
        .isEqualTo(
            new JsonObject(
                """
                {"ResponseStatus": {"ErrorCode": "InvalidRequest", "Message": "Not so.", "Errors": [
                  {"ErrorCode": "MaxLength", "FieldName": "UserDetails.FirstName", "Message": "Too long."},
                  {"ErrorCode": "Required", "FieldName": "UserName", "Message": "Missing."}]}}\
                """));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time_zone_invalid|TimeZoneId",
        "password_change_required|/users/updatePassword",
        "reauthentication_required|/auth/credentials",
        "unsupported_media_type|application/x-www-form-urlencoded",
        "not_found|Not so.",
      })
  void whatToDoIsToldInTheWordsOfThisSurface(String code, String words) {
    Problem problem = new Problem(400, code, "Not so.", List.of(), null);
    assertThat(
            new ResponseStatus()
                .answer(problem, "request", Optional.empty())
                .body()
                .getJsonObject("ResponseStatus")
                .getString("Message"))
        .contains(words);
  }

  @Test
  void aPlaceThatIsTheWholeBodyHasNoName() {
    assertThat(ResponseStatus.field("")).isEmpty();
    assertThat(ResponseStatus.field("/query")).isEqualTo("query");
    assertThat(ResponseStatus.code("reset2fa_x")).isEqualTo("Reset2faX");
  }
}
