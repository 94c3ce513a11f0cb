package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Tenant.MEMBER;
import static dev.latchkey.launcher.surfaces.Tenant.asking;
import static dev.latchkey.launcher.surfaces.Tenant.content;
import static dev.latchkey.launcher.surfaces.Tenant.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets in at the tenant surface, and how everybody else is told. */
class TenantAccessIT {

  private static final Ask LIST = asking("GET", "/users");

  private static Tenant tenant;
  private static Tenant.Member grace;

  @BeforeAll
  static void found() {
    tenant = Tenant.founded();
    grace = tenant.member(MEMBER);
  }

  private static Stream<Ask> everything() {
    return Stream.concat(
        TenantUsersIT.aboutSomebody(grace.path()),
        Stream.of(
            LIST,
            asking("GET", "/roles"),
            asking("GET", "/enrollments"),
            asking("POST", "/enrollments").json(new JsonObject()),
            asking("POST", "/enrollments/" + grace.id() + "/resend"),
            asking("POST", "/enrollments/" + grace.id() + "/cancel")));
  }

  @Test
  void nobodyGetsInWithoutATokenThatCounts() {
    String token = tenant.token();
    String personal =
        tenant
            .founder()
            .ask(Ask.post("/me/tokens", "name", "Mine", "scopes", List.of("users:manage")))
            .expect(201)
            .text("token");
    for (Ask ask : everything().toList()) {
      refused(tenant.node().latchkey().ask(ask), 401, "unauthenticated");
      refused(tenant.node().latchkey().ask(ask.with("DD-API-KEY", token)), 401, "unauthenticated");
      for (String wrong :
          List.of(
              token + "x",
              token.substring(0, token.length() - 1),
              token + " ",
              "Basic " + token,
              "Token " + token,
              personal,
              tenant.founder().access(),
              "Bearer " + tenant.founder().refresh())) {
        if (!wrong.endsWith(" ")) {
          refused(tenant.ask(ask, wrong), 401, "unauthenticated");
        }
      }
    }
  }

  @Test
  void whoeverSendsAWrongTokenIsToldWhichOneIsWanted() {
    Reply wrong = tenant.ask(LIST, tenant.token() + "x");
    refused(wrong, 401, "unauthenticated");
    assertThat(wrong.json().getJsonArray("errors").getJsonObject(0).getString("message"))
        .contains("tot_", "the whole Authorization header");
    assertThat(wrong.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(tenant.ask(LIST, "Bearer x").header("www-authenticate"))
        .isEqualTo("Bearer error=\"invalid_token\"");
  }

  @Test
  void twoCredentialsAreNone() {
    Ask twice =
        new Ask(
            LIST.method(),
            LIST.path(),
            List.of("Authorization", tenant.token(), "Authorization", tenant.token()),
            null);
    refused(tenant.node().latchkey().ask(twice), 401, "unauthenticated");
  }

  @Test
  void pagesOfTheProductItselfMaySendBearerTokens() {
    String access = "Bearer " + tenant.founder().access();
    assertThat(content(tenant.ask(LIST, access))).isNotEmpty();
    assertThat(content(tenant.ask(LIST, "bearer " + tenant.token()))).isNotEmpty();
    String member = "Bearer " + grace.person().signIn().access();
    everything()
        .filter(ask -> ask.body() == null || !ask.body().equals("{}"))
        .forEach(ask -> refused(tenant.ask(ask, member), 403, "forbidden"));
  }

  @Test
  void aRawTokenIsNoneElsewhere() {
    Reply elsewhere = tenant.ask(Ask.get("/org/users"));
    elsewhere.expect(401, "unauthenticated");
    tenant.node().latchkey().ask(Ask.get("/org/users").as(tenant.token())).expect(200);
  }

  @Test
  void aTokenThatIsDeletedIsRefusedAtTheVeryNextRequest() {
    JsonObject made =
        tenant
            .founder()
            .ask(Ask.post("/org/tokens", "name", "Short", "permissions", List.of("users:manage")))
            .expect(201)
            .json();
    assertThat(content(tenant.ask(LIST, made.getString("token")))).isNotEmpty();
    tenant.founder().ask(Ask.delete("/org/tokens/" + made.getString("id"))).expect(204);
    refused(tenant.ask(LIST, made.getString("token")), 401, "unauthenticated");
  }

  @Test
  void aLoginThatHasEndedIsRefusedAtTheVeryNextRequest() {
    Login login = tenant.member(Tenant.ADMIN).person().signIn();
    String access = "Bearer " + login.access();
    assertThat(content(tenant.ask(LIST, access))).isNotEmpty();
    login.ask(Ask.delete("/sessions/current")).expect(204);
    refused(tenant.ask(LIST, access), 401, "unauthenticated");
  }

  @Test
  void theTokenOfSomebodyWhoIsTerminatedIsOver() {
    Tenant.Member owner = tenant.member(Tenant.OWNER);
    String token = Tenant.token(owner.person().signIn(), "users:manage");
    assertThat(content(tenant.ask(LIST, token))).isNotEmpty();
    tenant.askAsFounder(asking("POST", owner.path() + "/terminate")).expect(200);
    refused(tenant.ask(LIST, token), 401, "unauthenticated");
  }

  @Test
  void whatIsNotThereIsToldInTheSameWords() {
    refused(tenant.get("/nothing"), 404, "path_not_found");
    refused(tenant.get(""), 404, "path_not_found");
    refused(tenant.ask(asking("DELETE", "/users")), 405, "method_not_allowed");
    refused(tenant.ask(asking("PUT", grace.path() + "/role").json("{")), 400, "syntax");
    refused(
        tenant.ask(
            asking("PUT", grace.path() + "/role").json("{}").with("Content-Type", "text/plain")),
        415,
        "unsupported_media_type");
  }
}
