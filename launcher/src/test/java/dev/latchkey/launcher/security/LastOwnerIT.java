package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** whatever is tried, by one or by many at once, an organisation keeps an active owner. */
class LastOwnerIT {

  private static final int CALLERS = 16;
  private static final int OWNERS = 4;

  /** How somebody could stop being an owner; by oneself or by another. */
  private enum Act {
    DISABLE,
    REMOVE,
    DEMOTE,
    ANONYMIZE,
    CLOSE,
    STEP_DOWN;

    Ask against(UUID user, UUID lesser) {
      String path = "/org/users/" + user;
      return switch (this) {
        case DISABLE -> Ask.of("POST", "/api/v1" + path + "/disable");
        case REMOVE -> Ask.delete(path);
        case DEMOTE -> Ask.put(path + "/roles", "roleIds", List.of("" + lesser));
        case ANONYMIZE -> Ask.post("/org/users/anonymize", "userIds", List.of("" + user));
        case CLOSE -> Ask.delete("/me");
        case STEP_DOWN -> Ask.put("/org/users/me/roles", "roleIds", List.of("" + lesser));
      };
    }
  }

  private MatrixWorld world;
  private UUID home;
  private UUID member;

  @BeforeEach
  void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organizationOfNobody();
    member = world.role("member");
    world.person(home, member);
  }

  private Actor owner() {
    return world.actor(home, world.role("owner"));
  }

  private List<String> activeOwners() {
    return world
        .node()
        .database()
        .column(
            """
            SELECT m.person_id FROM accounts.membership m
              JOIN accounts.membership_role r USING (organization_id, person_id)
              JOIN accounts.person p ON p.id = m.person_id
             WHERE m.organization_id = '%s' AND r.role_id = '%s'
               AND m.state = 'active' AND p.state = 'active'\
            """
                .formatted(home, world.role("owner")));
  }

  /** Each other time all try the same. */
  private static Act act(int number, int repetition) {
    Act[] acts = Act.values();
    return repetition % 2 == 0
        ? acts[(number + repetition / 2) % acts.length]
        : acts[repetition / 2 % acts.length];
  }

  @RepeatedTest(20)
  void ofAllOwnersWhoEndEachOtherAtOnceOneIsLeft(RepetitionInfo repetition) {
    List<Actor> owners = Stream.generate(this::owner).limit(OWNERS).toList();
    List<Reply> replies =
        Parallel.ask(
            CALLERS,
            number -> {
              int caller = number % OWNERS;
              int other = (caller + 1 + number / OWNERS % (OWNERS - 1)) % OWNERS;
              Act act = act(number, repetition.getCurrentRepetition());
              return owners.get(caller).login().ask(act.against(owners.get(other).id(), member));
            });
    assertThat(replies).allMatch(reply -> reply.status() < 500);
    assertThat(replies).anyMatch(reply -> reply.status() < 300);
    assertThat(activeOwners()).isNotEmpty();
  }

  @Test
  void theLastOwnerNeitherLeavesNorStepsDown() {
    Actor last = owner();
    for (Act act : List.of(Act.CLOSE, Act.STEP_DOWN)) {
      last.login().ask(act.against(last.id(), member)).expect(409, "last_owner");
    }
    for (Act act : List.of(Act.DISABLE, Act.REMOVE)) {
      last.login().ask(act.against(last.id(), member)).expect(403, "not_yourself");
    }
    assertThat(last.login().ask(Act.ANONYMIZE.against(last.id(), member)).body())
        .contains("not_yourself");
    assertThat(activeOwners()).containsExactly(last.id().toString());
    last.login().me().expect(200);
  }

  /** An owner who is disabled is none that could stay behind. */
  @Test
  void aDisabledOwnerIsNoOther() {
    Actor last = owner();
    Actor disabled = owner();
    last.login().ask(Act.DISABLE.against(disabled.id(), member)).expect(200);
    for (Act act : List.of(Act.CLOSE, Act.STEP_DOWN)) {
      last.login().ask(act.against(last.id(), member)).expect(409, "last_owner");
    }
    assertThat(activeOwners()).containsExactly(last.id().toString());
  }

  @Test
  void nobodyElseEndsTheLastOwner() {
    Actor last = owner();
    Actor admin = world.actor(home, world.role("admin"));
    for (Act act : List.of(Act.DISABLE, Act.REMOVE, Act.DEMOTE)) {
      assertThat(admin.login().ask(act.against(last.id(), member)).status()).isEqualTo(403);
    }
    assertThat(admin.login().ask(Act.ANONYMIZE.against(last.id(), member)).body())
        .contains("\"anonymized\":false");
    assertThat(activeOwners()).containsExactly(last.id().toString());
  }
}
