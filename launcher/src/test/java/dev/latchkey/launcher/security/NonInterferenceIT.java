package dev.latchkey.launcher.security;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import dev.latchkey.launcher.security.RandomCommands.Command;
import dev.latchkey.testing.Eventually;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * whatever the people of one organisation ask for, nothing of another one's changes,
 * no answer tells of it, and its ids are answered like ids that nobody has.
 *
 * <p>{@code -Dlatchkey.commands=20000} asks as often, {@code -Dlatchkey.seed=1} for other things.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class NonInterferenceIT {

  private static final int COMMANDS = Integer.getInteger("latchkey.commands", 2_000);
  private static final long SEED = Long.getLong("latchkey.seed", 20_261_121L);

  /** After so many commands the other's rows are compared. */
  private static final int ROUND = 200;

  /** After so many commands nobody owes a second factor any more. */
  private static final int OPENING = 20;

  /** Where the ids of things that a command has made go. */
  private static final Map<String, String> MAKERS =
      Map.of(
          "createUser", "user",
          "createRole", "roleId",
          "createTeam", "teamId",
          "createToken", "tokenId",
          "createOrganizationToken", "tokenId",
          "addEmail", "emailId",
          "createOrganization", "organizationId");

  private static MatrixWorld world;
  private static List<Operation> operations = List.of();

  @BeforeAll
  static void populate() {
    world = MatrixWorld.on(SharedNode.get());
    operations =
        Contract.of(SharedNode.get().latchkey()).operations().stream()
            .filter(operation -> !operation.isPublic())
            .toList();
  }

  /** Two organisations, of which one asks. */
  private static final class Duel {

    private final Territory own = Territory.in(world, word());
    private final Territory other = Territory.in(world, word());
    private final List<String> markers = new ArrayList<>(List.of("AAAA"));
    private final RandomCommands commands = new RandomCommands(operations, own, other, markers);
    private final Map<String, Integer> statuses = new TreeMap<>();
    private final List<String> before;

    /** That occurs nowhere else, in small letters. */
    private static String word() {
      return "word" + UUID.randomUUID().toString().replace("-", "");
    }

    private Duel() {
      live(other);
      before = stillness();
    }

    /** Has them do some of what leaves rows behind. */
    private void live(Territory territory) {
      Actor owner = territory.actors().get("owner");
      owner.login().ask(Ask.post("/me/emails", "email", UUID.randomUUID() + "@example.org"));
      owner.login().ask(Ask.patch("/me", "email", UUID.randomUUID() + "@example.org")).expect(200);
      owner.login().ask(Ask.patch("/me/preferences", "themeMode", "light")).expect(200);
      owner.login().ask(Ask.post("/me/onboarding/skip", "reason", "other")).expect(200);
      Ask device = Ask.put("/me/push-tokens", "token", UUID.randomUUID() + "", "platform", "ios");
      owner.login().ask(device).expect(200);
      owner.login().ask(Ask.put("/org/teams/" + UUID.randomUUID() + "/members/me"));
      String address = territory.actors().get("member").id() + "@example.org";
      world.node().latchkey().ask(Ask.post("/password/forgot", "email", address)).expect(202);
      for (String list : List.of("/org/users", "/org/roles", "/org/teams", "/org/events")) {
        Reply page = owner.login().ask(Ask.get(list + "?limit=1"));
        Optional.ofNullable(page.expect(200).text("marker")).ifPresent(markers::add);
      }
    }

    /** The other's rows, once mails are sent and events have been numbered. */
    private List<String> stillness() {
      List<String> last = new ArrayList<>();
      Eventually.passes(
          () -> {
            List<String> now = rows();
            boolean same = now.equals(last);
            last.clear();
            last.addAll(now);
            assertThat(now).noneMatch(NonInterferenceIT::isUnderWay);
            assertThat(behind()).isEmpty();
            assertThat(same).isTrue();
          });
      return List.copyOf(last);
    }

    /** Who has not read all events yet, and may still write what they tell. */
    private List<String> behind() {
      return world
          .node()
          .database()
          .column(
              "SELECT name FROM kernel.subscription"
                  + " WHERE position < (SELECT max(position) FROM kernel.event)");
    }

    /**
     * What is the other's: every row that names one of their things. Where people may name what
     * they don't have, rows are whose they say: an event, an idempotent answer, an address that is
     * claimed but not proven or invited, and a mail, which is whose event it tells of.
     */
    private List<String> rows() {
      String people =
          "(SELECT person_id FROM accounts.membership WHERE organization_id = '%s')"
              .formatted(other.organization());
      String events =
          "organization_id = '%s' OR actor_id IN %s".formatted(other.organization(), people);
      Map<String, String> theirs =
          Map.of(
              "kernel.event",
              events,
              "kernel.idempotency_key",
              "caller_id IN " + people,
              "accounts.email",
              "person_id IN " + people,
              "invitations.invitation",
              "organization_id = '%s'".formatted(other.organization()),
              "notifications.mail",
              "event_id IN (SELECT id FROM kernel.event WHERE %s)".formatted(events));
      return new TableText(world.node().database(), theirs).mentioning(other.marks());
    }

    private void run(int from, int to) {
      for (int number = from; number < to; number++) {
        if (number % ROUND == 0) {
          Territory.ROLES.forEach(own::renew);
          own.settle(true);
        }
        if (number % OPENING == 0) {
          own.demandNothing();
        }
        Command command = commands.next(SEED, number);
        try {
          ask(command);
        } catch (AssertionError e) {
          throw new AssertionError(
              "seed %d, command %d: %s%n%s".formatted(SEED, number, command, e.getMessage()), e);
        }
      }
    }

    private void ask(Command command) {
      Reply reply = reply(command);
      statuses.merge(command.operation().id() + " " + reply.status(), 1, Integer::sum);
      assertThat(reply.status()).as(reply.body()).isLessThan(500);
      tellsNothing(reply);
      learn(command, reply);
      // A key that was used before is answered by itself, whatever it is used for now.
      boolean keyed = reply.body().contains("\"code\":\"idempotency_key_reused\"");
      if (!command.foreign().isEmpty() && !keyed) {
        Map<String, String> unknown =
            command.foreign().stream().collect(toMap(id -> id, id -> UUID.randomUUID().toString()));
        Reply alike = reply(command.aboutNothing(unknown));
        assertThat(nameless(reply, command.foreign()))
            .as("what is answered about ids that nobody has")
            .isEqualTo(nameless(alike, unknown.values()));
      }
    }

    /** By somebody whose login lives. */
    private Reply reply(Command command) {
      Reply reply = own.actors().get(command.role()).login().ask(command.ask());
      return reply.status() == 401 ? own.renew(command.role()).login().ask(command.ask()) : reply;
    }

    private void tellsNothing(Reply reply) {
      String all = reply.headers() + reply.body();
      assertThat(all).doesNotContain(other.word());
      other.hidden().forEach(id -> assertThat(all).doesNotContain(id));
    }

    private void learn(Command command, Reply reply) {
      String kind = MAKERS.get(command.operation().id());
      if (reply.status() == 201 && kind != null) {
        String location = reply.header("location");
        own.know(kind, location.substring(location.lastIndexOf('/') + 1));
      }
      if (reply.status() == 200 && reply.body().contains("\"marker\":")) {
        markers.set(markers.size() - 1, reply.text("marker"));
      }
    }

    private boolean isUntouched() {
      return rows().equals(before);
    }

    private String difference() {
      List<String> now = rows();
      return before.stream().filter(row -> !now.contains(row)).collect(joining("\n- ", "- ", "\n"))
          + now.stream().filter(row -> !before.contains(row)).collect(joining("\n+ ", "+ ", "\n"));
    }
  }

  private static boolean isUnderWay(String row) {
    return row.startsWith("kernel.event ") && row.contains("\"position\":null")
        || row.startsWith("notifications.mail ") && row.contains("\"state\":\"queued\"");
  }

  private static Map<String, Object> nameless(Reply reply, Iterable<String> ids) {
    Reply essence = reply.essence();
    String body = essence.body();
    String headers = essence.headers().toString();
    for (String id : ids) {
      body = body.replace(id, "ID");
      headers = headers.replace(id, "ID");
    }
    Map<String, Object> nameless = new HashMap<>();
    nameless.put("status", essence.status());
    nameless.put("headers", headers);
    nameless.put("body", body);
    return nameless;
  }

  @Test
  void whatOneOrganisationDoesLeavesNoTraceInAnother() {
    System.out.printf("NonInterferenceIT: %d commands of seed %d%n", COMMANDS, SEED);
    Duel duel = new Duel();
    assertThat(duel.before).hasSizeGreaterThan(40);
    for (int number = 0; number < COMMANDS; number += ROUND) {
      int end = Math.min(COMMANDS, number + ROUND);
      duel.run(number, end);
      if (!duel.isUntouched()) {
        throw new AssertionError(
            "seed %d: after %s%n%s".formatted(SEED, shortest(number, end), duel.difference()));
      }
    }
    System.out.println("NonInterferenceIT: " + duel.statuses);
    duel.other.actors().values().forEach(actor -> actor.login().me().expect(200));
    assertThat(duel.statuses.keySet())
        .as("operations that were let in at least once")
        .filteredOn(each -> each.matches(".* 20\\d"))
        .hasSizeGreaterThan(Math.min(operations.size() / 2, COMMANDS / 20));
  }

  /** Runs it again up to the round in which it happened, and from there one by one. */
  private static String shortest(int start, int end) {
    Duel again = new Duel();
    again.run(0, start);
    for (int number = start; number < end; number++) {
      again.run(number, number + 1);
      if (!again.isUntouched()) {
        return (number + 1)
            + " commands, the last of which is "
            + again.commands.next(SEED, number);
      }
    }
    return end + " commands at most; it did not happen again";
  }
}
