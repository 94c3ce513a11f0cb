package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.accounts.DescribeOrganization;
import dev.latchkey.api.accounts.OrganizationDetailView;
import dev.latchkey.api.accounts.OrganizationSettings;
import dev.latchkey.api.accounts.OrganizationSettingsChange;
import dev.latchkey.api.accounts.SessionLimits;
import dev.latchkey.api.accounts.UpdateOrganization;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrganizationIT {

  private static final OrganizationSettingsChange DEMANDING =
      new OrganizationSettingsChange(true, null, null, null, new SessionLimits(3600, null, 2));

  private AccountsModule module;
  private Members members;
  private Caller owner;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
    members = new Members(module);
    owner = module.owner();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  @Test
  void anOrganizationThatSettledNothingHasTheDefaults() {
    OrganizationDetailView found = module.ask(new DescribeOrganization(owner));
    assertThat(found.id()).isEqualTo(owner.organization());
    assertThat(found.name()).isEqualTo("Analytical Engines");
    assertThat(found.settings())
        .isEqualTo(
            new OrganizationSettings(
                false, true, true, false, new SessionLimits(null, null, null)));
    assertThat(found.version()).isEqualTo(1);
  }

  @Test
  void whatIsLeftOutOfAChangeStays() {
    module.ask(new UpdateOrganization(owner, null, DEMANDING, null));
    OrganizationDetailView renamed = module.ask(new UpdateOrganization(owner, " Looms ", null, 2));
    assertThat(renamed.name()).isEqualTo("Looms");
    assertThat(renamed.settings())
        .isEqualTo(
            new OrganizationSettings(true, true, true, false, new SessionLimits(3600, null, 2)));
    OrganizationDetailView lenient =
        module.ask(
            new UpdateOrganization(
                owner,
                null,
                new OrganizationSettingsChange(null, false, false, true, SessionLimits.NONE),
                3));
    assertThat(lenient.settings())
        .isEqualTo(new OrganizationSettings(true, false, false, true, SessionLimits.NONE));
    assertThat(module.ask(new DescribeOrganization(owner))).isEqualTo(lenient);
    assertThat(module.event("organization.updated"))
        .contains("settingsBefore", owner.organization().toString());
  }

  @Test
  void aChangeThatMeetsANewerVersionDoesNothing() {
    module.ask(new UpdateOrganization(owner, "Looms", null, 1));
    assertThat(module.refusal(new UpdateOrganization(owner, "Late", DEMANDING, 1)))
        .isEqualTo("version_conflict");
    OrganizationDetailView found = module.ask(new DescribeOrganization(owner));
    assertThat(found.name()).isEqualTo("Looms");
    assertThat(found.settings()).isEqualTo(OrganizationSettings.DEFAULT);
  }

  @Test
  void ofSixteenChangesOfOneVersionOneIsMadeAndSixteenOthersLoseNothing() {
    List<Future<OrganizationDetailView>> changes =
        IntStream.range(0, 16)
            .mapToObj(i -> module.bus.ask(new UpdateOrganization(owner, "n" + i, null, 1)))
            .toList();
    Future.join(changes).otherwiseEmpty().await();
    assertThat(changes).filteredOn(Future::succeeded).hasSize(1);

    List<OrganizationSettingsChange> single =
        List.of(
            new OrganizationSettingsChange(true, null, null, null, null),
            new OrganizationSettingsChange(null, false, null, null, null),
            new OrganizationSettingsChange(null, null, false, null, null),
            new OrganizationSettingsChange(null, null, null, true, null));
    Future.join(
            IntStream.range(0, 16)
                .mapToObj(
                    i ->
                        module.bus.ask(
                            new UpdateOrganization(owner, null, single.get(i % 4), null)))
                .toList())
        .await();
    assertThat(module.ask(new DescribeOrganization(owner)).settings())
        .isEqualTo(new OrganizationSettings(true, false, false, true, SessionLimits.NONE));
  }

  @Test
  void limitsAndNamesHaveBounds() {
    Stream.of(
            new SessionLimits(59, null, null),
            new SessionLimits(2_592_001, null, null),
            new SessionLimits(null, 59, null),
            new SessionLimits(null, 2_592_001, null),
            new SessionLimits(null, null, 0),
            new SessionLimits(null, null, 101))
        .map(limits -> new OrganizationSettingsChange(null, null, null, null, limits))
        .map(change -> new UpdateOrganization(owner, null, change, null))
        .forEach(asked -> assertThat(module.refusal(asked)).isEqualTo("invalid_request"));
    assertThat(module.refusal(new UpdateOrganization(owner, "\u0000", null, null)))
        .isEqualTo("invalid_request");
  }

  @Test
  void whoSeesAnOrganizationDoesNotThereforeChangeIt() {
    Caller member = members.join(owner, BuiltInRole.MEMBER.id());
    assertThat(module.ask(new DescribeOrganization(member)).name()).isNotEmpty();
    assertThat(module.refusal(new UpdateOrganization(member, "Mine", null, null)))
        .isEqualTo("forbidden");
    assertThat(module.refusal(new DescribeOrganization(members.join(owner))))
        .isEqualTo("forbidden");
  }

  @Test
  void aChangeIsOfTheCallersOrganizationAlone() {
    Caller other = members.owner("Other");
    module.ask(new UpdateOrganization(other, "Theirs", DEMANDING, null));
    assertThat(module.ask(new DescribeOrganization(owner)).name()).isEqualTo("Analytical Engines");
    assertThat(module.ask(new DescribeOrganization(owner)).settings())
        .isEqualTo(OrganizationSettings.DEFAULT);
  }

  @Test
  void whoSignsInIsToldTheLimitsOfTheOrganization() {
    DescribeAuthority asked = new DescribeAuthority(owner.person(), owner.organization());
    assertThat(module.ask(asked).sessionLimits()).isEqualTo(SessionLimits.NONE);
    module.ask(new UpdateOrganization(owner, null, DEMANDING, null));
    assertThat(module.ask(asked).sessionLimits()).isEqualTo(new SessionLimits(3600, null, 2));
  }

  @Test
  void whatANewerVersionHasSettledIsPassedOver() {
    module.test.execute(
        "UPDATE accounts.organization SET settings = '{\"mfaRequired\":true,\"moonlight\":1}'");
    assertThat(module.ask(new DescribeOrganization(owner)).settings())
        .isEqualTo(new OrganizationSettings(true, true, true, false, SessionLimits.NONE));
  }
}
