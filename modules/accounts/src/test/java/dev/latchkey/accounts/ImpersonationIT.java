package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.AssignRoles;
import dev.latchkey.api.accounts.CreateRole;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.ImpersonationAdmitted;
import dev.latchkey.api.accounts.OrganizationSettingsChange;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may act as whom: both consents, and never as anybody who may more. */
class ImpersonationIT {

  private AccountsModule module;
  private Caller ada;
  private Caller grace;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    ada = module.owner();
    grace = module.signedInUser(ada, "grace@example.com");
    allow(ada, true);
    consent(grace, true);
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  private void allow(Caller owner, boolean allowed) {
    module.ask(
        new UpdateOrganization(
            owner, null, new OrganizationSettingsChange(null, null, null, allowed, null), null));
  }

  private void consent(Caller caller, boolean allowed) {
    module.ask(new UpdateMe(caller, Map.of(), Set.of(), null, allowed, null));
  }

  private AdmitImpersonation asking(Caller impersonator, PersonId person) {
    return new AdmitImpersonation(
        impersonator.person(), person, Objects.requireNonNull(ada.organization()));
  }

  private String refusal(Caller impersonator, PersonId person) {
    return module.refusal(asking(impersonator, person));
  }

  @Test
  void whereBothAllowItBothAuthoritiesAreTold() {
    ImpersonationAdmitted admitted = module.ask(asking(ada, grace.person()));
    assertThat(admitted.person().person()).isEqualTo(grace.person());
    assertThat(admitted.impersonator().person()).isEqualTo(ada.person());
  }

  @Test
  void withoutEitherConsentItIsNotAllowed() {
    consent(grace, false);
    assertThat(refusal(ada, grace.person())).isEqualTo("impersonation_not_allowed");
    consent(grace, true);
    allow(ada, false);
    assertThat(refusal(ada, grace.person())).isEqualTo("impersonation_not_allowed");
  }

  @Test
  void nobodyAllowsItUntilTheySay() {
    Caller edith = module.signedInUser(ada, "edith@example.com");
    assertThat(Objects.requireNonNull(module.ask(new DescribeMe(edith)).user()))
        .extracting("impersonationAllowed")
        .isEqualTo(false);
    assertThat(refusal(ada, edith.person())).isEqualTo("impersonation_not_allowed");
  }

  @Test
  void toAllowItWantsAFreshProofAndToForbidItDoesNot() {
    Caller stale =
        AccountsModule.caller(module.verify("grace@example.com", AccountsModule.PASSWORD), false);
    consent(stale, false);
    assertThat(module.refusal(new UpdateMe(stale, Map.of(), Set.of(), null, true, null)))
        .isEqualTo("reauthentication_required");
    assertThat(module.event("person.updated")).contains("impersonationAllowed");
  }

  @Test
  void ownersAreNeverActedAs() {
    Caller boss = module.signedInUser(ada, "boss@example.com", BuiltInRole.OWNER);
    consent(boss, true);
    assertThat(refusal(ada, boss.person())).isEqualTo("impersonation_not_allowed");
  }

  @Test
  void whoeverIsDisabledIsNotActedAs() {
    module.ask(new DisableUser(ada, grace.person()));
    assertThat(refusal(ada, grace.person())).isEqualTo("impersonation_not_allowed");
  }

  @Test
  void nobodyActsAsWhoMayMore() {
    RoleId support =
        module.ask(new CreateRole(ada, "Support", Set.of(Permission.USERS_IMPERSONATE))).id();
    Caller helper = module.signedInUser(ada, "helper@example.com");
    module.ask(new AssignRoles(ada, helper.person(), Set.of(support), null));
    assertThat(refusal(helper, grace.person())).isEqualTo("outranked");
    module.ask(
        new AssignRoles(ada, helper.person(), Set.of(support, BuiltInRole.MEMBER.id()), null));
    assertThat(module.ask(asking(helper, grace.person())).person().permissions())
        .doesNotContain(Permission.USERS_IMPERSONATE);
  }

  @Test
  void whoeverHoldsNoPermissionIsForbiddenAndStrangersAreUnknown() {
    Caller edith = module.signedInUser(ada, "edith@example.com");
    assertThat(refusal(edith, grace.person())).isEqualTo("forbidden");
    assertThat(refusal(ada, module.stranger().person())).isEqualTo("not_found");
    assertThat(refusal(ada, ada.person())).isEqualTo("not_yourself");
  }
}
