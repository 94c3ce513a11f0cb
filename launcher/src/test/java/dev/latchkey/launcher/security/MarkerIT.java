package dev.latchkey.launcher.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A-16 and F16: a page marker is good for the list that gave it, and every other text is refused.
 *
 * <p>{@code -Dlatchkey.markers=100000} tries as many mutations, {@code -Dlatchkey.seed=1} others.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class MarkerIT {

  private static final int MUTATIONS = Integer.getInteger("latchkey.markers", 5_000);
  private static final long SEED = Long.getLong("latchkey.seed", 20_261_121L);

  /** Lists that are told to one person alone; the others are the organisation's. */
  private static final Set<String> PERSONAL =
      Set.of(
          "listEmails",
          "listMyOrganizations",
          "listMyTeams",
          "listUserOrganizations",
          "listMyInvitations");

  /**
   * An organisation with more than one of everything.
   *
   * @param colleague another owner
   * @param member shares several organisations with the owner
   */
  private record Side(Actor owner, Actor colleague, UUID member, List<String> teams) {}

  /**
   * A list that somebody has read a page of.
   *
   * @param path with filter and order
   */
  private record Listing(String operation, String path, Actor asker, String marker) {

    Reply at(String otherMarker) {
      return as(asker, otherMarker);
    }

    Reply as(Actor actor, String otherMarker) {
      String sign = path.contains("?") ? "&" : "?";
      String marked = path + sign + "limit=1&marker=" + URLEncoder.encode(otherMarker, UTF_8);
      return actor.login().ask(Ask.get(marked));
    }

    @Override
    public String toString() {
      return path;
    }
  }

  private static MatrixWorld world;
  private static Side home;
  private static List<Listing> here = List.of();
  private static List<Listing> there = List.of();

  @BeforeAll
  static void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = side();
    here = listings(home);
    there = listings(side());
  }

  private static Side side() {
    UUID organization = world.organization();
    Actor owner = world.actor(organization, world.role("owner"));
    Actor colleague = world.actor(organization, world.role("owner"));
    UUID member = world.person(organization, world.role("member"));
    world.person(organization, world.role("member"));
    List<String> teams = Stream.of("Looms", "Mills").map(name -> team(owner, name)).toList();
    for (UUID person : List.of(owner.id(), colleague.id(), member)) {
      teams.forEach(team -> assign(owner, team, person));
      world.email(person);
    }
    for (int i = 0; i < 2; i++) {
      world.invitation(organization);
      for (Actor invited : List.of(owner, colleague)) {
        world.invitation(world.organization(), invited.id() + "@example.org");
      }
      UUID shared = world.organization();
      List.of(owner.id(), colleague.id(), member)
          .forEach(person -> world.join(person, shared, world.role("member")));
    }
    return new Side(owner, colleague, member, teams);
  }

  private static String team(Actor owner, String name) {
    String id = owner.login().ask(Ask.post("/org/teams", "name", name)).expect(201).text("id");
    owner.login().ask(Ask.patch("/org/teams/" + id, "name", name + " of old")).expect(200);
    return id;
  }

  private static void assign(Actor owner, String team, UUID person) {
    Reply assigned = owner.login().ask(Ask.put("/org/teams/" + team + "/members/" + person));
    assertThat(assigned.status()).as(assigned.body()).isLessThan(300);
  }

  /** Every list, with everything that it can be filtered and sorted by. */
  private static Map<String, List<String>> paths(Side side) {
    String team = side.teams().get(0);
    Map<String, List<String>> paths = new LinkedHashMap<>();
    paths.put(
        "listUsers",
        variants(
            "/org/users",
            "sort=email",
            "sort=createdAt",
            "order=desc",
            "sort=email&order=desc",
            "state=active",
            "role=" + world.role("owner"),
            "search=example"));
    paths.put(
        "listEvents",
        variants(
            "/org/events",
            "actor=" + side.owner().id(),
            "subject=" + team,
            "type=team.created",
            "from=2001-01-01T00:00:00Z",
            "to=2099-01-01T00:00:00Z"));
    paths.put("listInvitations", variants("/org/invitations", "state=pending"));
    paths.put("listMyInvitations", List.of("/me/invitations"));
    paths.put("listRoles", List.of("/org/roles"));
    paths.put("listTeams", List.of("/org/teams"));
    paths.put(
        "listTeamMembers",
        side.teams().stream().map(each -> "/org/teams/" + each + "/members").toList());
    paths.put(
        "listUserOrganizations",
        Stream.of("me", side.member())
            .map(each -> "/org/users/" + each + "/organizations")
            .toList());
    paths.put("listEmails", List.of("/me/emails"));
    paths.put("listMyOrganizations", List.of("/me/organizations"));
    paths.put("listMyTeams", List.of("/me/teams"));
    return paths;
  }

  private static List<String> variants(String path, String... queries) {
    return Stream.concat(Stream.of(path), Stream.of(queries).map(query -> path + "?" + query))
        .toList();
  }

  private static List<Listing> listings(Side side) {
    List<Listing> listings = new ArrayList<>();
    paths(side)
        .forEach(
            (operation, paths) ->
                paths.forEach(path -> listings.add(listing(operation, path, side.owner()))));
    return listings;
  }

  private static Listing listing(String operation, String path, Actor asker) {
    String sign = path.contains("?") ? "&" : "?";
    Reply first = asker.login().ask(Ask.get(path + sign + "limit=1")).expect(200);
    String marker = first.text("marker");
    assertThat(marker).as(path + " has a second page").isNotNull();
    return new Listing(operation, path, asker, marker);
  }

  @Test
  void everyListOfTheContractAndEveryFilterIsTriedHere() {
    Map<String, Set<String>> inContract =
        Contract.of(SharedNode.get().latchkey()).operations().stream()
            .filter(operation -> operation.query().contains("marker"))
            .collect(toMap(Operation::id, MarkerIT::filters));
    Map<String, Set<String>> triedHere = new LinkedHashMap<>();
    paths(home).forEach((operation, paths) -> triedHere.put(operation, filters(paths)));
    assertThat(triedHere).isEqualTo(inContract);
  }

  private static Set<String> filters(Operation operation) {
    return operation.query().stream()
        .filter(name -> !Set.of("limit", "marker").contains(name))
        .collect(toSet());
  }

  private static Set<String> filters(List<String> paths) {
    return paths.stream()
        .filter(path -> path.contains("?"))
        .flatMap(path -> Stream.of(path.substring(path.indexOf('?') + 1).split("&")))
        .map(parameter -> parameter.substring(0, parameter.indexOf('=')))
        .collect(toSet());
  }

  @Test
  void pageByPageAListIsTheSameAsAtOnce() {
    for (Listing listing : here) {
      List<JsonObject> whole =
          listing.asker().login().ask(Ask.get(listing.path())).items().toList();
      List<JsonObject> paged = new ArrayList<>(whole.subList(0, 1));
      String marker = listing.marker();
      while (marker != null && paged.size() <= whole.size()) {
        Reply page = listing.at(marker).expect(200);
        page.items().forEach(paged::add);
        marker = page.text("marker");
      }
      assertThat(paged).as(listing.path()).isEqualTo(whole);
    }
  }

  @Test
  void aMarkerOfAnotherListFilterSortOrOrderIsRefused() {
    for (Listing listing : here) {
      here.stream()
          .filter(other -> !other.path().equals(listing.path()))
          .forEach(other -> refused(listing, other.marker()));
    }
  }

  @Test
  void aMarkerOfAnotherOrganisationIsRefused() {
    for (Listing listing : here) {
      there.forEach(other -> refused(listing, other.marker()));
    }
  }

  @Test
  void aMarkerThatAnotherPersonReplaysIsRefusedOrTellsNoMoreThanTheirOwnList() {
    for (Listing listing : here) {
      Reply reply = listing.as(home.colleague(), listing.marker());
      if (PERSONAL.contains(listing.operation())) {
        reply.expect(400, "invalid_marker");
      } else {
        Reply own = listing.at(listing.marker());
        assertThat(reply.expect(200).items()).containsExactlyElementsOf(own.items().toList());
      }
    }
  }

  @Test
  void everyTruncationOfEveryMarkerIsRefused() {
    for (Listing listing : here) {
      for (int length = 1; length < listing.marker().length(); length += 3) {
        refused(listing, listing.marker().substring(0, length));
        refused(listing, listing.marker().substring(length));
      }
    }
  }

  @Test
  void mutatedMarkersAndRandomTextAreRefused() {
    System.out.printf("MarkerIT: %d mutations of seed %d%n", MUTATIONS, SEED);
    Random random = new Random(SEED);
    MarkerMutations mutations = new MarkerMutations(random);
    for (int i = 0; i < MUTATIONS; i++) {
      Listing listing = here.get(random.nextInt(here.size()));
      refused(listing, mutations.of(listing.marker()));
    }
  }

  @Test
  void whatIsLongerThanAnyMarkerIsRefusedBeforeItIsRead() {
    for (Listing listing : here) {
      String marker = listing.marker();
      listing.at(marker.repeat(600 / marker.length() + 1)).expect(400, "invalid_request");
    }
  }

  private static void refused(Listing listing, String marker) {
    Reply reply = listing.at(marker);
    if (reply.status() != 400 || !reply.code().equals("invalid_marker")) {
      throw new AssertionError(
          "seed %d: %s took %s: %d %s"
              .formatted(SEED, listing, marker, reply.status(), reply.body()));
    }
  }
}
