package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Behind every surface stands the same house: what is revoked is revoked on all of them, and a
 * credential counts only where its form is spoken. That guesses are counted once: {@link
 * GuessLimitIT}.
 */
class EverySurfaceIT {

  /** A read of each surface; that of rpc is a POST, as a cookie counts for no GET. */
  private static final Map<String, Ask> READS = reads();

  private final Latchkey latchkey = SharedNode.get().latchkey();
  private Person owner;
  private Login login;

  private static Map<String, Ask> reads() {
    Map<String, Ask> reads = new LinkedHashMap<>();
    reads.put("native", Ask.get("/me"));
    reads.put("jsonapi", Ask.of("GET", "/api/v2/current_user"));
    reads.put("rpc", Ask.of("POST", "/users").json(new JsonObject()));
    reads.put("product", Ask.of("GET", "/api/users/@me/"));
    reads.put("tenant", Ask.of("GET", "/organizations/users"));
    return reads;
  }

  @BeforeEach
  void found() {
    owner = Person.registered(latchkey, "everywhere");
    Login first = owner.signIn();
    String id =
        first.ask(Ask.post("/me/organizations", "name", "Everywhere")).expect(201).text("id");
    login = Login.of(latchkey, first.ask(Ask.put("/me/organization", "organizationId", id)));
  }

  /** Where a credential is let in, of all surfaces. */
  private List<String> open(UnaryOperator<Ask> credential) {
    return READS.keySet().stream()
        .filter(surface -> isLetIn(surface, credential.apply(READS.get(surface))))
        .toList();
  }

  private boolean isLetIn(String surface, Ask ask) {
    Reply reply = latchkey.ask(ask);
    if (reply.status() == 200) {
      return true;
    }
    assertThat(reply.status()).as(surface).isEqualTo(surface.equals("jsonapi") ? 403 : 401);
    return false;
  }

  private Reply made(String path, String scopes) {
    return login
        .ask(Ask.post(path, "name", "Sync", scopes, List.of("users:manage", "me:read")))
        .expect(201);
  }

  private String organizationToken() {
    return login
        .ask(Ask.post("/org/tokens", "name", "Sync", "permissions", List.of("users:manage")))
        .expect(201)
        .text("token");
  }

  @Test
  void anEndedLoginIsOverOnEverySurface() {
    assertThat(open(ask -> ask.as(login.access()))).hasSameSizeAs(READS.keySet());
    owner.signIn().ask(Ask.delete("/me/logins/" + login.id())).expect(204);
    assertThat(open(ask -> ask.as(login.access()))).isEmpty();
  }

  @Test
  void aDeletedTokenIsDeadOnEverySurface() {
    Reply token = made("/me/tokens", "scopes");
    assertThat(open(ask -> ask.as(token.text("token")))).hasSameSizeAs(READS.keySet());
    login.ask(Ask.delete("/me/tokens/" + token.text("id"))).expect(204);
    assertThat(open(ask -> ask.as(token.text("token")))).isEmpty();
  }

  @Test
  void aNewPasswordEndsTheOthersEverywhere() {
    Login other = owner.signIn();
    Ask change =
        Ask.put(
            "/me/password",
            "currentPassword",
            owner.password(),
            "newPassword",
            "eleven quiet looms before dawn");
    other.ask(change).expect(204);
    assertThat(open(ask -> ask.as(login.access()))).isEmpty();
  }

  @Test
  void aCredentialCountsOnlyWhereItsFormIsSpoken() {
    String personal = made("/me/tokens", "scopes").text("token");
    String organizational = organizationToken();
    String cookie =
        latchkey
            .ask(
                Ask.of("POST", "/auth/credentials")
                    .json(Ask.object("UserName", owner.email(), "Password", owner.password())))
            .expect(200)
            .header("Set-Cookie")
            .split(";")[0];

    assertThat(open(ask -> ask.with("Authorization", organizational))).containsExactly("tenant");
    assertThat(open(ask -> ask.with("Authorization", personal))).isEmpty();
    assertThat(open(ask -> ask.with("Cookie", cookie))).containsExactly("rpc");
    assertThat(
            open(
                ask -> ask.with("DD-API-KEY", organizational).with("DD-APPLICATION-KEY", personal)))
        .containsExactly("jsonapi");
    assertThat(open(ask -> ask.with("DD-API-KEY", organizational))).isEmpty();
    assertThat(open(ask -> ask.with("DD-APPLICATION-KEY", personal))).isEmpty();
    assertThat(
            open(
                ask -> ask.with("DD-API-KEY", personal).with("DD-APPLICATION-KEY", organizational)))
        .isEmpty();
    assertThat(open(ask -> ask)).isEmpty();
  }
}
