package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * whoever is disabled, taken out, anonymised or reset is out from the next request on,
 * whichever way they come, and no way opens again with them.
 */
class DepartureIT {

  /** What an owner can do to somebody. */
  enum Departure {
    DISABLE {
      @Override
      Reply of(Login boss, UUID user) {
        return boss.ask(Ask.of("POST", "/api/v1/org/users/" + user + "/disable"));
      }
    },
    REMOVE {
      @Override
      Reply of(Login boss, UUID user) {
        return boss.ask(Ask.delete("/org/users/" + user));
      }
    },
    ANONYMIZE {
      @Override
      Reply of(Login boss, UUID user) {
        return boss.ask(Ask.post("/org/users/anonymize", "userIds", List.of("" + user)));
      }
    },
    RESET_PASSWORD {
      @Override
      Reply of(Login boss, UUID user) {
        return boss.ask(Ask.post("/org/users/" + user + "/password/reset"));
      }
    };

    abstract Reply of(Login boss, UUID user);

    void done(Login boss, UUID user) {
      Reply reply = of(boss, user);
      assertThat(reply.status()).as(reply.body()).isBetween(200, 204);
      assertThat(reply.body()).doesNotContain("\"anonymized\":false");
    }
  }

  private MatrixWorld world;
  private UUID home;
  private Actor boss;
  private Actor leaver;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    boss = world.actor(home, world.role("owner"));
    leaver = world.actor(home, world.role("owner"));
  }

  @Test
  void everyWayIsOpenBefore() {
    assertThat(answers(Belongings.of(leaver).ways()).values())
        .allMatch(each -> each.startsWith("20"));
  }

  @ParameterizedTest
  @EnumSource
  void noWayIsOpenFromTheNextRequestOn(Departure departure) {
    Map<String, Supplier<Reply>> ways = Belongings.of(leaver).ways();
    departure.done(boss.login(), leaver.id());
    assertThat(answers(ways)).isEqualTo(refusals(ways.keySet()));
  }

  @Test
  void enablingRevivesNoneOfThem() {
    Map<String, Supplier<Reply>> ways = Belongings.of(leaver).ways();
    Departure.DISABLE.done(boss.login(), leaver.id());
    enable();
    ways.remove("password");
    assertThat(answers(ways)).isEqualTo(refusals(ways.keySet()));
    Belongings.person(leaver).signIn().ask(Ask.get("/org/roles")).expect(200);
  }

  /** Removed from here and let in again, somebody who is elsewhere too has none of it back. */
  @Test
  void joiningAgainRevivesNoneOfThem() {
    UUID elsewhere = world.organization();
    world.join(leaver.id(), elsewhere, world.role("owner"));
    Map<String, Supplier<Reply>> ways = Belongings.of(leaver).ways();
    Departure.REMOVE.done(boss.login(), leaver.id());
    world.join(leaver.id(), home, world.role("owner"));
    // The account is theirs still, and so are the links that were mailed for it.
    ways.keySet().removeAll(List.of("password", "reset link", "e-mail proof"));
    assertThat(answers(ways)).isEqualTo(refusals(ways.keySet()));
  }

  private void enable() {
    Ask enable = Ask.post("/org/users/" + leaver.id() + "/enable");
    boss.login().ask(enable).expect(200);
  }

  private static Map<String, String> answers(Map<String, Supplier<Reply>> ways) {
    Map<String, String> answers = new LinkedHashMap<>();
    ways.forEach((name, way) -> answers.put(name, answer(way.get())));
    return answers;
  }

  private static String answer(Reply reply) {
    return reply.status() < 400 ? "" + reply.status() : reply.code();
  }

  private static Map<String, String> refusals(Iterable<String> ways) {
    Map<String, String> refusals = new LinkedHashMap<>();
    for (String way : ways) {
      refusals.put(
          way,
          switch (way) {
            case "refresh" -> "invalid_refresh_token";
            case "password" -> "invalid_credentials";
            case "reset link", "e-mail proof" -> "link_invalid";
            default -> "unauthenticated";
          });
    }
    return refusals;
  }

  @Test
  void theTemporaryPasswordOpensNothingButItsOwnChange() {
    Reply reset =
        boss.login().ask(Ask.post("/org/users/" + leaver.id() + "/password/reset")).expect(200);
    Person holder = Belongings.person(leaver).with(reset.text("password"));
    Login login = holder.signIn();
    login.ask(Ask.get("/org/roles")).expect(403, "password_change_required");
    login.ask(Ask.get("/org/users")).expect(403, "password_change_required");
    Ask change =
        Ask.put(
            "/me/password",
            "currentPassword",
            reset.text("password"),
            "newPassword",
            "nine brass wheels turning slowly");
    login.ask(change).expect(204);
    login.ask(Ask.get("/org/roles")).expect(200);
  }

  @Test
  void whoIsDisabledHereIsStillThereElsewhereAndFindsNoWayBack() {
    UUID elsewhere = world.organization();
    world.join(leaver.id(), elsewhere, world.role("member"));
    Login there =
        Login.of(leaver.login().latchkey(), leaver.login().ask(to(elsewhere)).expect(200));
    Departure.DISABLE.done(boss.login(), leaver.id());
    there.me().expect(200);
    there.ask(to(home)).expect(404, "not_found");
    Login again = Belongings.person(leaver).signIn();
    assertThat(again.me().json().getJsonObject("organization").getString("id"))
        .isEqualTo(elsewhere.toString());
  }

  private static Ask to(UUID organization) {
    return Ask.put("/me/organization", "organizationId", organization.toString());
  }

  /** every way leads to no more than the role of now allows. */
  @Test
  void aRoleThatWasTakenCountsByNoWayAnyMore() {
    UUID elsewhere = world.organization();
    world.join(leaver.id(), elsewhere, world.role("member"));
    Belongings belongings = Belongings.of(leaver);
    Ask demote =
        Ask.put(
            "/org/users/" + leaver.id() + "/roles", "roleIds", List.of(world.role("member") + ""));
    boss.login().ask(demote).expect(200);

    Ask guarded = Ask.get("/org/roles");
    leaver.login().ask(guarded).expect(403, "forbidden");
    belongings.other().refreshed().ask(guarded).expect(403, "forbidden");
    leaver.login().latchkey().ask(guarded.as(belongings.personalToken())).expect(403, "forbidden");
    leaver
        .login()
        .latchkey()
        .ask(guarded.as(belongings.organizationToken()))
        .expect(403, "forbidden");
    Login there =
        Login.of(leaver.login().latchkey(), leaver.login().ask(to(elsewhere)).expect(200));
    Login back = Login.of(leaver.login().latchkey(), there.ask(to(home)).expect(200));
    back.ask(guarded).expect(403, "forbidden");
    Ask proof = Ask.post("/sessions/reauthenticate", "password", Person.PASSWORD);
    Login proven = Login.of(leaver.login().latchkey(), back.ask(proof).expect(200));
    proven.ask(guarded).expect(403, "forbidden");
    Belongings.person(leaver).signIn().ask(guarded).expect(403, "forbidden");
  }
}
