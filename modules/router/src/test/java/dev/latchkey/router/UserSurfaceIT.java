package dev.latchkey.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.ChangeUserPassword;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.EnableUser;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.RemoveUser;
import dev.latchkey.api.accounts.ResetUserPassword;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations on the people of an organisation ask, and what they answer. */
class UserSurfaceIT {

  private static final String USERS = "/api/v1/org/users";
  private static final String ID = "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";
  private static final PersonId GRACE = PersonId.of(ID);

  private static Platform platform;
  private static Http ada;

  @BeforeAll
  static void start() throws Exception {
    platform = Platform.with(Map.of());
    ada = platform.http.as("good");
  }

  @AfterAll
  static void stop() throws Exception {
    platform.close();
  }

  private static <Q extends Record> Q asked(Class<Q> type) {
    return platform.modules.last(type);
  }

  private static JsonObject json(String singleQuoted) {
    return new JsonObject(singleQuoted.replace('\'', '"'));
  }

  @Test
  void aListIsAskedAsTheQuerySays() throws Exception {
    var answer =
        ada.get(
            USERS
                + "?search=ada%20k&state=disabled&role="
                + ID
                + "&sort=createdAt&order=desc&limit=7&marker=m");
    assertThat(answer.status()).isEqualTo(200);
    ListUsers asked = asked(ListUsers.class);
    assertThat(asked.filter())
        .isEqualTo(new UserFilter("ada k", Set.of(MemberState.DISABLED), RoleId.of(ID)));
    assertThat(asked.sort()).isEqualTo(UserSort.CREATED_AT);
    assertThat(asked.descending()).isTrue();
    assertThat(asked.limit()).isEqualTo(7);
    assertThat(asked.marker()).isEqualTo("m");
  }

  @Test
  void aListWithoutAQueryIsSortedByName() throws Exception {
    assertThat(ada.get(USERS).status()).isEqualTo(200);
    ListUsers asked = asked(ListUsers.class);
    assertThat(asked.filter()).isEqualTo(UserFilter.ALL);
    assertThat(asked.sort()).isEqualTo(UserSort.NAME);
    assertThat(asked.descending()).isFalse();
    assertThat(asked.limit()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?search=",
        "?state=gone",
        "?role=owner",
        "?sort=password",
        "?order=up",
        "?limit=101",
        "?limit=-1",
        "?marker=",
        "?sort=name&sort=email",
        "?colour=blue"
      })
  void aQueryThatIsNoneIsRefused(String query) throws Exception {
    assertThat(ada.get(USERS + query).status()).isEqualTo(400);
  }

  @Test
  void aPersonIsMadeWithEverythingThatWasSent() throws Exception {
    var answer =
        ada.post(
            USERS,
            json(
                "{'email':'g@example.org','userName':'grace','givenName':'Grace','title':'Dr',"
                    + "'password':'secret','roleIds':['"
                    + ID
                    + "']}"));
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).isEqualTo(USERS + "/" + FakeModules.PERSON);
    CreateUser asked = asked(CreateUser.class);
    assertThat(asked.user())
        .isEqualTo(new NewUser("g@example.org", "grace", "Grace", null, null, "Dr"));
    assertThat(asked.password()).isEqualTo("secret");
    assertThat(asked.roleIds()).containsExactly(RoleId.of(ID));
  }

  @Test
  void meIsTheCaller() throws Exception {
    var answer = ada.get(USERS + "/me");
    assertThat(answer.header("ETag")).isEqualTo("\"9\"");
    assertThat(asked(DescribeUser.class).user()).isEqualTo(FakeModules.PERSON);
    assertThat(ada.get(USERS + "/" + ID).status()).isEqualTo(200);
    assertThat(asked(DescribeUser.class).user()).isEqualTo(GRACE);
    for (String nobody : List.of("them", "ME", "1", ID + "0")) {
      assertThat(ada.get(USERS + "/" + nobody).status()).as(nobody).isEqualTo(400);
    }
  }

  @Test
  void whatIsLeftOutStaysAndNullClears() throws Exception {
    var answer =
        ada.with("If-Match", "\"9\"")
            .send(
                HttpMethod.PATCH,
                USERS + "/" + ID,
                json("{'givenName':'G','title':null,'email':'h@example.org','userName':'h'}")
                    .toBuffer());
    assertThat(answer.status()).isEqualTo(200);
    UpdateUser asked = asked(UpdateUser.class);
    assertThat(asked)
        .isEqualTo(
            new UpdateUser(
                asked.caller(),
                GRACE,
                Map.of(ProfileField.GIVEN_NAME, "G"),
                Set.of(ProfileField.TITLE),
                "h@example.org",
                "h",
                9));
  }

  @Test
  void anEntityTagIsHonouredWhereverSomethingIsChanged() throws Exception {
    Http tagged = ada.with("If-Match", "\"3\"");
    tagged.send(HttpMethod.DELETE, USERS + "/" + ID, null);
    assertThat(asked(RemoveUser.class).expectedVersion()).isEqualTo(3);
    JsonObject roles = json("{'roleIds':['" + ID + "']}");
    tagged.send(HttpMethod.PUT, USERS + "/" + ID + "/roles", roles.toBuffer());
    assertThat(asked(AssignRoles.class).expectedVersion()).isEqualTo(3);
    assertThat(
            ada.with("If-Match", "W/\"3\"")
                .send(HttpMethod.DELETE, USERS + "/" + ID, null)
                .status())
        .isEqualTo(412);
  }

  @Test
  void rolesAreOptionalToEnableAndNotToAssign() throws Exception {
    assertThat(ada.post(USERS + "/" + ID + "/enable", json("{}")).status()).isEqualTo(200);
    assertThat(asked(EnableUser.class).roleIds()).isEmpty();
    assertThat(
            ada.send(HttpMethod.PUT, USERS + "/" + ID + "/roles", json("{'roleIds':[]}").toBuffer())
                .status())
        .isEqualTo(400);
  }

  @Test
  void aResetTakesAPreviewOrNone() throws Exception {
    String path = USERS + "/" + ID + "/password/reset";
    var made = ada.post(path, json("{}"));
    assertThat(made.json().getString("password")).isEqualTo("temporary");
    assertThat(asked(ResetUserPassword.class).previewToken()).isNull();
    ada.post(path, json("{'previewToken':'sealed'}"));
    assertThat(asked(ResetUserPassword.class).previewToken()).isEqualTo("sealed");
    var preview = ada.send(HttpMethod.POST, path + "/preview", null);
    assertThat(preview.json())
        .isEqualTo(json("{'password':'temporary','previewToken':'sealed','expiresIn':600}"));
    assertThat(preview.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void thePasswordOfAnotherIsSetWithOnesOwn() throws Exception {
    var answer =
        ada.send(
            HttpMethod.PUT,
            USERS + "/" + ID + "/password",
            json("{'currentPassword':'mine','newPassword':'theirs'}").toBuffer());
    assertThat(answer.status()).isEqualTo(204);
    ChangeUserPassword asked = asked(ChangeUserPassword.class);
    assertThat(asked.user()).isEqualTo(GRACE);
    assertThat(asked.currentPassword()).isEqualTo("mine");
    assertThat(asked.newPassword()).isEqualTo("theirs");
  }

  @Test
  void manyAreAnonymisedWithAnAnswerEach() throws Exception {
    var answer = ada.post(USERS + "/anonymize", json("{'userIds':['" + ID + "']}"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json())
        .isEqualTo(
            json(
                "{'items':[{'userId':'"
                    + FakeModules.PERSON
                    + "','anonymized':false,'code':'last_owner'}]}"));
    assertThat(asked(AnonymizeUsers.class).users()).containsExactly(GRACE);
    assertThat(platform.http.as("stale").post(USERS + "/anonymize", json("{}")).status())
        .isEqualTo(403);
  }

  @Test
  void organizationsArePaged() throws Exception {
    assertThat(ada.get(USERS + "/me/organizations?limit=3&marker=x").status()).isEqualTo(200);
    ListUserOrganizations asked = asked(ListUserOrganizations.class);
    assertThat(asked.limit()).isEqualTo(3);
    assertThat(asked.marker()).isEqualTo("x");
  }
}
