package dev.latchkey.launcher.security;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Everything by which somebody can come in, or change their account without coming in.
 *
 * @param other a login beside the actor's own, whose refresh token was not used yet
 * @param proving another one
 * @param resetLink the token of a mailed link
 * @param emailProof the token of another
 */
record Belongings(
    Actor actor,
    Login other,
    Login proving,
    String personalToken,
    String organizationToken,
    String resetLink,
    String emailProof) {

  private static final Ask GUARDED = Ask.get("/org/roles");

  /** Of somebody who may make tokens of the organisation. */
  static Belongings of(Actor actor) {
    Latchkey latchkey = actor.login().latchkey();
    Person person = person(actor);
    String second = UUID.randomUUID() + "@example.org";
    actor.login().addEmail(second);
    return new Belongings(
        actor,
        person.signIn(),
        person.signIn(),
        token(actor, "/me/tokens", "scopes"),
        token(actor, "/org/tokens", "permissions"),
        person.forget(),
        latchkey.mails().newest("verify-email", second).token());
  }

  private static String token(Actor actor, String path, String field) {
    Ask making = Ask.post(path, "name", "Report", field, List.of("roles:read"));
    return actor.login().ask(making).expect(201).text("token");
  }

  static Person person(Actor actor) {
    return new Person(actor.login().latchkey(), actor.id() + "@example.org", Person.PASSWORD);
  }

  /** What each of them leads to, by its name; in this order, as links change what they are for. */
  Map<String, Supplier<Reply>> ways() {
    Login login = actor.login();
    Latchkey latchkey = login.latchkey();
    Map<String, Supplier<Reply>> ways = new LinkedHashMap<>();
    ways.put("access token", login::me);
    ways.put("access token, guarded", () -> login.ask(GUARDED));
    ways.put("refresh", other::tryRefresh);
    ways.put(
        "re-authentication",
        () -> proving.ask(Ask.post("/sessions/reauthenticate", "password", Person.PASSWORD)));
    ways.put(
        "switch",
        () -> login.ask(Ask.put("/me/organization", "organizationId", "" + actor.organization())));
    ways.put("personal token", () -> latchkey.ask(GUARDED.as(personalToken)));
    ways.put("organisation token", () -> latchkey.ask(GUARDED.as(organizationToken)));
    ways.put("password", person(actor)::trySignIn);
    ways.put("e-mail proof", () -> person(actor).prove(emailProof));
    ways.put("reset link", () -> person(actor).reset(resetLink, "eleven quiet looms before dawn"));
    return ways;
  }
}
