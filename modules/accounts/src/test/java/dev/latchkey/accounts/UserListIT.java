package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.FindUser;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserPage;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserListIT {

  private static final UserFilter ALL = UserFilter.ALL;

  private AccountsModule module;
  private Caller ada;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private MemberView named(String email, @Nullable String given, @Nullable String family) {
    NewUser user = new NewUser(email, null, given, family, null, null);
    return module.ask(new CreateUser(ada, user, AccountsModule.PASSWORD, Set.of())).user();
  }

  /** People made by SQL, as the triggers must note those too. */
  private void many(int count) {
    module.test.execute(
        """
        INSERT INTO accounts.person (id, handle, state, given_name, updated_at)
        SELECT ('019aa5b0-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid, 'crowd' || i, 'active',
               'Name' || (i * 7919 %% 40),
               '2026-01-01'::timestamptz + make_interval(secs => (i * 7919 %% 30) / 7.0)
          FROM generate_series(1, %1$d) AS i;
        INSERT INTO accounts.membership (organization_id, person_id, state, account_type, created_at)
        SELECT '%2$s', id, 'active', 'managed',
               '2026-01-01'::timestamptz + make_interval(secs => (abs(hashtext(handle)) %% 50) / 7.0)
          FROM accounts.person WHERE handle LIKE 'crowd%%'\
        """
            .formatted(count, ada.organization()));
  }

  private static String time(Instant at) {
    return "%d.%09d".formatted(at.getEpochSecond(), at.getNano());
  }

  private List<MemberView> walk(UserFilter filter, UserSort sort, boolean descending, int limit) {
    List<MemberView> all = new ArrayList<>();
    String marker = null;
    do {
      UserPage page = module.ask(new ListUsers(ada, filter, sort, descending, limit, marker));
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(page.items());
      marker = page.marker();
    } while (marker != null);
    return all;
  }

  private List<String> find(String search) {
    return walk(new UserFilter(search, Set.of(), null), UserSort.NAME, false, 100).stream()
        .map(MemberView::userName)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "NAME,false",
    "NAME,true",
    "EMAIL,false",
    "EMAIL,true",
    "CREATED_AT,false",
    "CREATED_AT,true",
    "MODIFIED_AT,false",
    "MODIFIED_AT,true"
  })
  void everyOrderHoldsEverybodyOnceOverAllPages(UserSort sort, boolean descending) {
    many(120);
    Function<MemberView, String> key =
        switch (sort) {
          case NAME ->
              each ->
                  String.valueOf(each.givenName() == null ? each.displayName() : each.givenName())
                      .toLowerCase(java.util.Locale.ROOT);
          case EMAIL -> each -> each.email() == null ? "" : each.email();
          case CREATED_AT -> each -> time(each.createdAt());
          case MODIFIED_AT -> each -> time(each.updatedAt());
        };
    Comparator<MemberView> order =
        Comparator.comparing(key).thenComparing(each -> each.id().toString());
    List<MemberView> all = walk(ALL, sort, descending, 7);

    assertThat(all).hasSize(121).doesNotHaveDuplicates();
    assertThat(all).isSortedAccordingTo(descending ? order.reversed() : order);
    assertThat(walk(ALL, sort, descending, 100)).isEqualTo(all);
  }

  @Test
  void aFilteredListIsTheSameHoweverItIsFound() {
    many(1200);
    UserFilter rare = new UserFilter("crowd119", Set.of(), null);
    UserFilter common = new UserFilter("crowd", Set.of(), null);
    for (boolean descending : List.of(false, true)) {
      for (UserSort sort : UserSort.values()) {
        List<MemberView> everybody = walk(ALL, sort, descending, 100);
        assertThat(walk(common, sort, descending, 100))
            .isEqualTo(everybody.stream().filter(e -> e.userName().startsWith("crowd")).toList());
        assertThat(walk(rare, sort, descending, 3))
            .isEqualTo(everybody.stream().filter(e -> e.userName().startsWith("crowd119")).toList())
            .hasSize(11);
      }
    }
  }

  @Test
  void aPersonIsFoundByAnyPartOfNameAddressAndHandleWithoutCaseAndAccents() {
    named("edith@example.com", "Édith", "Clarke-Łuk");
    named("grace@navy.example", "Grace", "Hopper");
    assertThat(find("dith")).containsExactly("edith@example.com");
    assertThat(find("EDITH clarke")).containsExactly("edith@example.com");
    assertThat(find("ÉDITH")).containsExactly("edith@example.com");
    assertThat(find("navy")).containsExactly("grace@navy.example");
    assertThat(find("@navy.ex")).containsExactly("grace@navy.example");
    assertThat(find("grace@navy")).containsExactly("grace@navy.example");
    assertThat(find("Ada")).containsExactly("ada@example.com");
    assertThat(find("clarke grace")).isEmpty();
    assertThat(find("nobody")).isEmpty();
  }

  @Test
  void oneOrTwoCharactersFindWordsThatBeginWithThem() {
    named("edith@example.com", "Edith", "Clarke");
    named("grace@navy.example", "Grace", "Hopper");
    assertThat(find("h")).containsExactly("grace@navy.example");
    assertThat(find("cl")).containsExactly("edith@example.com");
    assertThat(find("op")).isEmpty();
  }

  @Test
  void namesAndAddressesOfAnyLengthAreKeptAndFoundByTheirBeginning() {
    module.test.execute(
        """
        INSERT INTO accounts.person (id, handle, state, given_name, family_name)
        SELECT '019aa5b0-0000-7000-9000-000000000001', 'longest', 'active', wild, wild
          FROM (SELECT string_agg(chr(127744 + abs(hashint4(i)) % 700), '') AS wild
                  FROM generate_series(1, 100) AS i) AS made;
        INSERT INTO accounts.email (id, person_id, address, address_key, is_primary)
        SELECT id, id, wild, wild, true
          FROM accounts.person,
               (SELECT string_agg(chr(97 + abs(hashint4(-i)) % 26), '') AS wild
                  FROM generate_series(1, 254) AS i) AS made
         WHERE handle = 'longest';
        INSERT INTO accounts.membership (organization_id, person_id, state, account_type)
        SELECT '%s', id, 'active', 'managed' FROM accounts.person WHERE handle = 'longest'\
        """
            .replace("%s", ada.organization().toString()));
    assertThat(find("longest")).containsExactly("longest");
    assertThat(walk(ALL, UserSort.EMAIL, false, 1)).extracting("userName").contains("longest");
    assertThat(walk(ALL, UserSort.NAME, false, 1)).extracting("userName").contains("longest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "_", "\\", "%%%", "___", "a%a", "\uff05\uff05\uff05", "'; --"})
  void signsOfThePatternLanguageStandForThemselves(String search) {
    named("edith@example.com", "Edith", "Clarke");
    assertThat(find(search)).isEmpty();
  }

  @Test
  void aSignOfThePatternLanguageIsFoundWhereItStands() {
    named("edith@example.com", "100%_sure\\", "Clarke");
    assertThat(find("0%_s")).containsExactly("edith@example.com");
    assertThat(find("sure\\")).containsExactly("edith@example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "a\nb"})
  void aSearchThatIsNoneIsRefused(String search) {
    UserFilter filter = new UserFilter(search, Set.of(), null);
    assertThat(module.refusal(new ListUsers(ada, filter, UserSort.NAME, false, 10, null)))
        .isEqualTo("invalid_request");
    UserFilter longest = new UserFilter("x".repeat(200), Set.of(), null);
    UserFilter tooLong = new UserFilter("x".repeat(201), Set.of(), null);
    assertThat(module.refusal(new ListUsers(ada, longest, UserSort.NAME, false, 10, null)))
        .isEqualTo("none");
    assertThat(module.refusal(new ListUsers(ada, tooLong, UserSort.NAME, false, 10, null)))
        .isEqualTo("invalid_request");
  }

  @Test
  void stateAndRoleFilter() {
    MemberView edith = module.user(ada, "edith@example.com", BuiltInRole.ADMIN);
    module.user(ada, "grace@example.com");
    module.ask(new DisableUser(ada, edith.id()));
    assertThat(names(new UserFilter(null, Set.of(MemberState.DISABLED), null)))
        .containsExactly("edith@example.com");
    assertThat(names(new UserFilter(null, Set.of(MemberState.ACTIVE), null)))
        .containsExactly("ada@example.com", "grace@example.com");
    assertThat(names(new UserFilter(null, Set.of(), BuiltInRole.MEMBER.id())))
        .containsExactly("grace@example.com");
    assertThat(
            names(new UserFilter("example", Set.of(MemberState.DISABLED), BuiltInRole.ADMIN.id())))
        .containsExactly("edith@example.com");
    assertThat(names(new UserFilter(null, Set.of(), new RoleId(Ids.next())))).isEmpty();
  }

  private List<String> names(UserFilter filter) {
    return walk(filter, UserSort.EMAIL, false, 1).stream().map(MemberView::userName).toList();
  }

  @Test
  void anItemSaysWhatAdministratorsNeed() {
    module.user(ada, "edith@example.com", BuiltInRole.ADMIN, BuiltInRole.MEMBER);
    module.test.execute(
        "INSERT INTO kernel.guess SELECT id, 'password', 100, true, NULL, now()"
            + " FROM accounts.person WHERE handle = 'edith@example.com'");
    MemberView edith = walk(ALL, UserSort.EMAIL, true, 1).get(0);
    assertThat(edith.email()).isEqualTo("edith@example.com");
    assertThat(edith.emailVerified()).isFalse();
    assertThat(edith.roles()).extracting("name").containsExactly("admin", "member");
    assertThat(edith.locked()).isTrue();
    assertThat(edith.state()).isEqualTo(MemberState.ACTIVE);
    assertThat(module.ask(new DescribeUser(ada, edith.id()))).isEqualTo(edith);
  }

  @Test
  void aMarkerIsWorthlessInAnyOtherList() {
    many(5);
    String marker = page(ada, ALL, UserSort.NAME, false, null).marker();
    Caller joe = module.stranger();
    assertThat(marker).isNotNull();
    assertThat(refusal(ada, ALL, UserSort.NAME, false, marker)).isEqualTo("none");
    assertThat(refusal(joe, ALL, UserSort.NAME, false, marker)).isEqualTo("invalid_marker");
    assertThat(refusal(ada, ALL, UserSort.EMAIL, false, marker)).isEqualTo("invalid_marker");
    assertThat(refusal(ada, ALL, UserSort.NAME, true, marker)).isEqualTo("invalid_marker");
    assertThat(refusal(ada, new UserFilter("a", Set.of(), null), UserSort.NAME, false, marker))
        .isEqualTo("invalid_marker");
    assertThat(
            refusal(
                ada,
                new UserFilter(null, Set.of(MemberState.ACTIVE), null),
                UserSort.NAME,
                false,
                marker))
        .isEqualTo("invalid_marker");
    assertThat(
            refusal(
                ada,
                new UserFilter(null, Set.of(), BuiltInRole.OWNER.id()),
                UserSort.NAME,
                false,
                marker))
        .isEqualTo("invalid_marker");
    for (int i = 0; i < marker.length(); i++) {
      char other = marker.charAt(i) == 'A' ? 'B' : 'A';
      String forged = marker.substring(0, i) + other + marker.substring(i + 1);
      assertThat(refusal(ada, ALL, UserSort.NAME, false, forged)).isEqualTo("invalid_marker");
      assertThat(refusal(ada, ALL, UserSort.NAME, false, marker.substring(0, i)))
          .isEqualTo("invalid_marker");
    }
    assertThat(refusal(ada, ALL, UserSort.NAME, false, marker + "A")).isEqualTo("invalid_marker");
    assertThat(refusal(ada, ALL, UserSort.NAME, false, marker + "=")).isEqualTo("invalid_marker");
  }

  private UserPage page(
      Caller caller, UserFilter filter, UserSort sort, boolean descending, @Nullable String at) {
    return module.ask(new ListUsers(caller, filter, sort, descending, 2, at));
  }

  private String refusal(
      Caller caller, UserFilter filter, UserSort sort, boolean descending, String marker) {
    return module.refusal(new ListUsers(caller, filter, sort, descending, 2, marker));
  }

  @Test
  void aPageGoesOnWhereTheLastOneEndedEvenIfItsLastPersonIsGone() {
    many(6);
    UserPage first = page(ada, ALL, UserSort.NAME, false, null);
    List<MemberView> rest = walk(ALL, UserSort.NAME, false, 100).subList(2, 7);
    PersonId last = first.items().get(1).id();
    module.test.execute("DELETE FROM accounts.person WHERE id = '" + last + "'");
    UserPage second = page(ada, ALL, UserSort.NAME, false, first.marker());
    assertThat(second.items()).isEqualTo(rest.subList(0, 2));
  }

  @Test
  void theListOfOneOrganizationHoldsNobodyOfAnother() {
    Caller joe = module.stranger();
    assertThat(page(joe, ALL, UserSort.NAME, false, null).items())
        .extracting(MemberView::userName)
        .containsExactly("joe");
    assertThat(find("joe")).isEmpty();
    assertThat(module.refusal(new DescribeUser(joe, ada.person()))).isEqualTo("not_found");
    assertThat(module.refusal(new DescribeUser(joe, new PersonId(Ids.next()))))
        .isEqualTo("not_found");
  }

  @Test
  void whatIsListedFollowsEveryChange() {
    module.ask(
        new UpdateMe(ada, Map.of(ProfileField.DISPLAY_NAME, "Countess"), Set.of(), null, null));
    assertThat(find("countess")).containsExactly("ada@example.com");
    module.test.execute(
        "UPDATE accounts.email SET address_key = 'king@example.com', address = 'king@example.com'",
        "UPDATE accounts.person SET handle = 'queen' WHERE handle = 'ada@example.com'");
    assertThat(find("king@ex")).containsExactly("queen");
    assertThat(find("queen")).containsExactly("queen");
    module.test.execute("DELETE FROM accounts.email");
    assertThat(find("king@ex")).isEmpty();
  }

  @Test
  void onlyWhoMayReadPeopleSeesThem() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    assertThat(module.refusal(new ListUsers(grace, ALL, UserSort.NAME, false, 1, null)))
        .isEqualTo("forbidden");
    assertThat(module.refusal(new DescribeUser(grace, grace.person()))).isEqualTo("forbidden");
  }

  @Test
  void somebodyIsFoundByTheirHandleInTheOwnOrganizationOnly() {
    MemberView edith = module.user(ada, "edith@example.com", BuiltInRole.ADMIN);
    Caller joe = module.stranger();
    assertThat(module.ask(new FindUser(ada, "edith@example.com"))).isEqualTo(edith);
    assertThat(module.ask(new FindUser(ada, " Edith@Example.com "))).isEqualTo(edith);
    assertThat(module.ask(new FindUser(ada, "ada@example.com")).id()).isEqualTo(ada.person());
    assertThat(module.refusal(new FindUser(ada, "edith@example.co"))).isEqualTo("not_found");
    assertThat(module.refusal(new FindUser(ada, "joe"))).isEqualTo("not_found");
    assertThat(module.refusal(new FindUser(joe, "edith@example.com"))).isEqualTo("not_found");
    assertThat(module.ask(new FindUser(joe, "joe")).id()).isEqualTo(joe.person());

    module.test.execute(
        "UPDATE accounts.person SET handle = 'countess' WHERE handle = 'edith@example.com'");
    assertThat(module.refusal(new FindUser(ada, "edith@example.com"))).isEqualTo("not_found");
    assertThat(module.ask(new FindUser(ada, "countess")).id()).isEqualTo(edith.id());
    Caller grace = module.signedInUser(ada, "grace@example.com");
    assertThat(module.refusal(new FindUser(grace, "grace@example.com"))).isEqualTo("forbidden");
  }

  @Test
  void anEmptyPageIsEmpty() {
    UserPage page = module.ask(new ListUsers(ada, ALL, UserSort.NAME, false, 0, null));
    assertThat(page.items()).isEmpty();
    assertThat(page.marker()).isNull();
  }
}
