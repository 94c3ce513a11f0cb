package dev.latchkey.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermissionTest {

  @Test
  void noNameOrAliasStandsForTwoEntries() {
    assertThat(
            Stream.of(Permission.values())
                .flatMap(
                    each -> Stream.concat(Stream.of(each.wireName()), each.aliases().stream())))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "user_access_invite, USERS_INVITE",
    "user_access_read, USERS_READ",
    "user_access_manage, USERS_MANAGE",
    "UserManage, USERS_MANAGE",
    "CanManageUsers, USERS_MANAGE",
    "can_manage_users, USERS_MANAGE",
    "can_reset_2fa, USERS_RESET_MFA",
    "organization:read, ORG_READ",
    "user:read, ME_READ",
    "user:write, ME_WRITE",
    "user_self_profile_write, ME_WRITE"
  })
  void whatOtherSurfacesCallItIsUnderstood(String alias, Permission permission) {
    assertThat(Permission.called(alias)).contains(permission);
    assertThat(Permission.named(alias)).isEmpty();
  }

  @Test
  void namesAreUnderstoodAsTheyAre() {
    for (Permission permission : Permission.values()) {
      assertThat(Permission.called(permission.wireName())).contains(permission);
      assertThat(Permission.named(permission.wireName())).contains(permission);
    }
    assertThat(Permission.called("users:MANAGE")).isEmpty();
  }

  @Test
  void whoManagesPeopleInvitesThemAndSeesWhatMembersSee() {
    assertThat(Permission.withIncluded(Set.of(Permission.USERS_MANAGE)))
        .containsExactlyInAnyOrder(
            Permission.USERS_MANAGE,
            Permission.USERS_READ,
            Permission.USERS_INVITE,
            Permission.ROLES_READ,
            Permission.ORG_READ,
            Permission.TEAMS_READ);
  }

  @Test
  void whoChangesTheirAccountSeesItAndNothingElseComesAlong() {
    assertThat(Permission.withIncluded(Set.of(Permission.ME_WRITE)))
        .containsExactlyInAnyOrder(Permission.ME_WRITE, Permission.ME_READ);
    for (Permission each : Permission.values()) {
      if (each != Permission.USERS_MANAGE && each != Permission.ME_WRITE) {
        assertThat(Permission.withIncluded(Set.of(each))).containsExactly(each);
      }
    }
  }

  @Test
  void everyEntryIsExplainedInASentence() {
    assertThat(Permission.values())
        .extracting(Permission::description)
        .allMatch(sentence -> sentence.matches("[A-Z].*\\."))
        .doesNotHaveDuplicates();
  }
}
