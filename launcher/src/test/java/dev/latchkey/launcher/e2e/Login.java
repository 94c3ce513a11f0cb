package dev.latchkey.launcher.e2e;

import io.vertx.core.json.JsonObject;

/** A login with its newest tokens. Immutable. */
public record Login(Latchkey latchkey, String id, String access, String refresh) {

  /** The login that an answer carries. */
  public static Login of(Latchkey latchkey, Reply reply) {
    JsonObject body = reply.json();
    return new Login(
        latchkey,
        body.getString("loginId"),
        body.getString("accessToken"),
        body.getString("refreshToken"));
  }

  /** Asks with its access token. */
  public Reply ask(Ask question) {
    return latchkey.ask(question.as(access));
  }

  public Reply me() {
    return ask(Ask.get("/me"));
  }

  public Reply tryRefresh() {
    return latchkey.ask(Ask.post("/sessions/refresh", "refreshToken", refresh));
  }

  public Login refreshed() {
    return of(latchkey, tryRefresh().expect(200));
  }

  /** Adds an address; answers its id. */
  public String addEmail(String email) {
    return ask(Ask.post("/me/emails", "email", email)).expect(201).text("id");
  }

  public Login at(Latchkey node) {
    return new Login(node, id, access, refresh);
  }
}
