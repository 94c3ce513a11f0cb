package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.id.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserNumbersIT {

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

  private void people(int count) {
    IntStream.range(0, count).forEach(i -> module.user(ada, "user%d@example.com".formatted(i)));
  }

  private NumberedUsers page(UserFilter filter, int page, int size) {
    return page(filter, UserSort.EMAIL, false, page, size);
  }

  private NumberedUsers page(
      UserFilter filter, UserSort sort, boolean descending, int page, int size) {
    return module.ask(new ListUsersByNumber(ada, filter, sort, descending, page, size));
  }

  private static List<String> names(NumberedUsers page) {
    return page.items().stream().map(MemberView::userName).toList();
  }

  @Test
  void allPagesTogetherAreTheListByMarkersInEveryOrder() {
    people(7);
    for (boolean descending : List.of(false, true)) {
      for (UserSort sort : UserSort.values()) {
        List<MemberView> all = new ArrayList<>();
        for (int page = 0; page < 3; page++) {
          NumberedUsers read = page(UserFilter.ALL, sort, descending, page, 3);
          assertThat(read.total()).isEqualTo(8);
          assertThat(read.totalFiltered()).isEqualTo(8);
          all.addAll(read.items());
        }
        assertThat(all)
            .isEqualTo(
                module
                    .ask(new ListUsers(ada, UserFilter.ALL, sort, descending, 100, null))
                    .items());
      }
    }
  }

  @Test
  void aPageBehindTheLastOneIsEmptyAndStillTellsHowManyThereAre() {
    people(2);
    for (int page : List.of(1, 2, Integer.MAX_VALUE)) {
      assertThat(page(UserFilter.ALL, page, 100)).isEqualTo(new NumberedUsers(List.of(), 3, 3));
    }
    assertThat(page(UserFilter.ALL, 0, 0)).isEqualTo(new NumberedUsers(List.of(), 3, 3));
  }

  @Test
  void bothTotalsAreToldWhateverFilters() {
    people(3);
    MemberView edith = module.user(ada, "edith@example.com", BuiltInRole.ADMIN);
    module.ask(new DisableUser(ada, edith.id()));
    UserFilter disabled = new UserFilter(null, Set.of(MemberState.DISABLED), null);
    UserFilter several =
        new UserFilter(null, Set.of(MemberState.DISABLED, MemberState.ACTIVE), null);
    UserFilter search = new UserFilter("user", Set.of(MemberState.ACTIVE), null);
    UserFilter members = new UserFilter(null, Set.of(), BuiltInRole.MEMBER.id());
    UserFilter nobody = new UserFilter(null, Set.of(), new RoleId(Ids.next()));

    assertThat(page(disabled, 0, 10)).isEqualTo(new NumberedUsers(found(edith), 5, 1));
    assertThat(page(several, 0, 1).totalFiltered()).isEqualTo(5);
    assertThat(page(search, 0, 2).totalFiltered()).isEqualTo(3);
    assertThat(names(page(search, 1, 2))).containsExactly("user2@example.com");
    assertThat(page(members, 0, 2).totalFiltered()).isEqualTo(3);
    assertThat(page(nobody, 0, 2)).isEqualTo(new NumberedUsers(List.of(), 5, 0));
  }

  private List<MemberView> found(MemberView person) {
    return page(new UserFilter(person.userName(), Set.of(), null), 0, 10).items();
  }

  @Test
  void whoeverIsChangedMovesToTheEndOfTheListByChange() {
    people(2);
    module.ask(new UpdateMe(ada, Map.of(ProfileField.TITLE, "Countess"), Set.of(), null, null));
    assertThat(names(page(UserFilter.ALL, UserSort.MODIFIED_AT, false, 2, 1)))
        .containsExactly("ada@example.com");
    MemberView second = page(UserFilter.ALL, UserSort.MODIFIED_AT, false, 0, 1).items().get(0);
    module.ask(new DisableUser(ada, second.id()));
    assertThat(names(page(UserFilter.ALL, UserSort.MODIFIED_AT, true, 0, 1)))
        .containsExactly(second.userName());
  }

  @ParameterizedTest
  @CsvSource({"-1,10", "0,-1", "0,101", "-1,0"})
  void aPageOutOfBoundsIsRefused(int page, int size) {
    assertThat(
            module.refusal(
                new ListUsersByNumber(ada, UserFilter.ALL, UserSort.NAME, false, page, size)))
        .isEqualTo("invalid_request");
  }

  @Test
  void anotherOrganizationIsNeitherListedNorCounted() {
    people(2);
    Caller joe = module.stranger();
    NumberedUsers page =
        module.ask(new ListUsersByNumber(joe, UserFilter.ALL, UserSort.NAME, false, 0, 10));
    assertThat(names(page)).containsExactly("joe");
    assertThat(page.total()).isOne();
    assertThat(page.totalFiltered()).isOne();
  }

  @Test
  void onlyWhoMayReadPeopleSeesThem() {
    Caller grace = module.signedInUser(ada, "grace@example.com");
    assertThat(
            module.refusal(
                new ListUsersByNumber(grace, UserFilter.ALL, UserSort.NAME, false, 0, 1)))
        .isEqualTo("forbidden");
  }
}
