package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserPage;
import dev.latchkey.api.accounts.UserSort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Lists with a filter against a plain search in memory, in an organisation that is large enough for
 * both ways to find people. Half are called Zacharias: many, who all come last by name.
 */
class UserSearchIT {

  private static final int PEOPLE = 12_000;
  private static final int LIMIT = 100;
  private static final long SEED = new Random().nextLong();

  /** Somebody as the filters see them. */
  private record Known(UUID id, String name, String address, Instant joinedAt, MemberState state) {

    String key(UserSort sort) {
      return switch (sort) {
        case NAME -> name.toLowerCase(Locale.ROOT);
        case EMAIL -> address;
        case CREATED_AT, MODIFIED_AT ->
            "%d.%09d".formatted(joinedAt.getEpochSecond(), joinedAt.getNano());
      };
    }

    boolean isHit(String text) {
      return Stream.of(key(UserSort.NAME), address)
          .anyMatch(
              field ->
                  text.length() > 2 ? field.contains(text) : (" " + field).contains(" " + text));
    }

    String row(Caller admin) {
      return "('%s'::uuid, '%s', '%s', '%s', '%s'::timestamptz, '%s', '%s'::uuid)"
          .formatted(
              id,
              name.split(" ")[0],
              name.split(" ")[1],
              address,
              joinedAt,
              state.wireName(),
              admin.organization());
    }
  }

  private static AccountsModule module;
  private static Caller ada;
  private static List<Known> people;

  @BeforeAll
  static void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
    Random random = new Random(SEED);
    List<Known> crowd = IntStream.range(0, PEOPLE).mapToObj(i -> somebody(random, i)).toList();
    String rows = crowd.stream().map(each -> each.row(ada)).collect(Collectors.joining(","));
    module.test.execute(
        """
        CREATE TEMP TABLE crowd AS
          SELECT * FROM (VALUES %s) AS each (id, given, family, address, joined, state, organization);
        INSERT INTO accounts.person (id, handle, state, given_name, family_name, updated_at)
          SELECT id, address, 'active', given, family, joined FROM crowd;
        INSERT INTO accounts.email (id, person_id, address, address_key, is_primary)
          SELECT id, id, address, address, true FROM crowd;
        INSERT INTO accounts.membership
            (organization_id, person_id, state, account_type, created_at)
          SELECT organization, id, state, 'managed', joined FROM crowd;
        ANALYZE accounts.membership\
        """
            .formatted(rows));
    people = new ArrayList<>(crowd);
    MemberView owner =
        page(new UserFilter("ada@example.com", Set.of(), null), UserSort.NAME, false, null)
            .items()
            .get(0);
    people.add(
        new Known(
            owner.id().value(), "Ada", "ada@example.com", owner.createdAt(), MemberState.ACTIVE));
  }

  @AfterAll
  static void stop() throws Exception {
    module.close();
  }

  private static Known somebody(Random random, int number) {
    List<String> syllables = List.of("lo", "ve", "la", "ce", "by", "ron", "tur", "ing", "zo", "e");
    String family =
        Stream.generate(() -> syllables.get(random.nextInt(syllables.size())))
            .limit(2 + random.nextInt(3))
            .collect(Collectors.joining());
    String given =
        random.nextBoolean()
            ? "Zacharias"
            : List.of("Ada", "Grace", "Edith", "Ken").get(random.nextInt(4));
    return new Known(
        new UUID(random.nextLong(), random.nextLong()),
        given + " " + (number % 3_000 == 7 ? "Quetzalcoatl" : capital(family)),
        family + number + "@example.com",
        Instant.ofEpochSecond(1_700_000_000 + random.nextInt(2_000)),
        number % 3 == 0 ? MemberState.DISABLED : MemberState.ACTIVE);
  }

  private static String capital(String name) {
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  private static UserPage page(
      UserFilter filter, UserSort sort, boolean descending, @Nullable String marker) {
    return module.ask(new ListUsers(ada, filter, sort, descending, LIMIT, marker));
  }

  private static List<UUID> ids(UserPage page) {
    return page.items().stream().map(each -> each.id().value()).toList();
  }

  private static List<List<UUID>> walk(UserFilter filter, UserSort sort, boolean descending) {
    List<List<UUID>> pages = new ArrayList<>();
    String marker = null;
    do {
      UserPage page = page(filter, sort, descending, marker);
      pages.add(ids(page));
      marker = page.marker();
    } while (marker != null && pages.size() < PEOPLE);
    return pages;
  }

  /** Those whose key begins with the text come first. */
  private static List<UUID> expected(
      @Nullable String text, Predicate<Known> hit, UserSort sort, boolean descending) {
    Comparator<Known> order =
        Comparator.<Known, String>comparing(each -> each.key(sort))
            .thenComparing(each -> each.id().toString());
    Comparator<Known> begins =
        Comparator.comparing(each -> text == null || !each.key(sort).startsWith(text));
    return people.stream()
        .filter(hit)
        .sorted(begins.thenComparing(descending ? order.reversed() : order))
        .map(Known::id)
        .toList();
  }

  private static void check(UserFilter filter, @Nullable String text, Predicate<Known> hit) {
    for (boolean descending : List.of(false, true)) {
      for (UserSort sort : UserSort.values()) {
        assertThat(walk(filter, sort, descending).stream().flatMap(List::stream).toList())
            .as("%s by %s, descending %s, seed %d", filter, sort, descending, SEED)
            .isEqualTo(expected(text, hit, sort, descending));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zacharias", "acharias", "z", "e", "example", "quetz", "zq", "nobody"})
  void everyHitIsThereOnceAndInOrderOverAllPages(String text) {
    String known = text.strip();
    check(new UserFilter(text, Set.of(), null), known, each -> each.isHit(known));
  }

  @Test
  void partsOfNamesAndAddressesFindWhoHasThem() {
    Random random = new Random(SEED);
    for (int i = 0; i < 4; i++) {
      Known somebody = people.get(random.nextInt(people.size()));
      String field = somebody.key(i % 2 == 0 ? UserSort.NAME : UserSort.EMAIL);
      int from = random.nextInt(field.length() - 3);
      String text = field.substring(from, from + 2 + random.nextInt(field.length() - from - 2));
      if (text.indexOf('@') <= 0 && text.equals(text.strip())) {
        check(new UserFilter(text, Set.of(), null), text, each -> each.isHit(text));
      }
    }
  }

  @Test
  void aBeginningOfAnAddressFindsThose() {
    String address = people.get(4711).address();
    String text = address.substring(0, address.indexOf('@') + 1);
    check(new UserFilter(text, Set.of(), null), text, each -> each.address().startsWith(text));
  }

  @Test
  void filtersOfManyAndOfFewGoTogether() {
    check(
        new UserFilter(null, Set.of(MemberState.DISABLED), null),
        null,
        each -> each.state() == MemberState.DISABLED);
    for (String text : List.of("acharias", "quetz")) {
      check(
          new UserFilter(text, Set.of(MemberState.DISABLED), null),
          text,
          each -> each.state() == MemberState.DISABLED && each.isHit(text));
    }
  }

  @Test
  void whatFewHaveIsOnTheFirstPage() {
    List<List<UUID>> pages = walk(new UserFilter("quetz", Set.of(), null), UserSort.NAME, false);
    assertThat(pages).hasSize(1);
    assertThat(pages.get(0)).hasSize(PEOPLE / 3_000);
  }

  @Test
  void whatManyBeginWithFillsTheFirstPageWhereverTheyAre() {
    for (String text : List.of("zacharias", "z", "ken")) {
      assertThat(ids(page(new UserFilter(text, Set.of(), null), UserSort.NAME, false, null)))
          .hasSize(LIMIT);
    }
  }

  /** Whether they are many is up to the sample, and the sample to the ids. */
  @Test
  void aLongWayToTheNextHitIsGoneInShortPages() {
    boolean many =
        module
            .test
            .column(
                "SELECT count(*) >= 4 FROM accounts.membership"
                    + " WHERE uuid_hash(person_id) & 511 = 0 AND search LIKE '%acharias%'")
            .equals(List.of("t"));
    UserPage first = page(new UserFilter("acharias", Set.of(), null), UserSort.NAME, false, null);
    assertThat(first.items()).hasSize(many ? 0 : LIMIT);
    assertThat(first.marker()).isNotNull();
  }
}
