package dev.latchkey.accounts.organization;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeOrganization;
import dev.latchkey.api.accounts.OrganizationDetailView;
import dev.latchkey.api.accounts.OrganizationSettings;
import dev.latchkey.api.accounts.OrganizationSettingsChange;
import dev.latchkey.api.accounts.UpdateOrganization;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.Optional;

/** The organisation that a caller acts in: its name and settings. */
public final class OrganizationProfile {

  private final Database database;
  private final Once once;

  public OrganizationProfile(Database database, Once once) {
    this.database = database;
    this.once = once;
  }

  /** Answers {@link DescribeOrganization}. */
  public Future<OrganizationDetailView> describe(DescribeOrganization request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(id -> OrganizationDetailStore.find(database, id));
  }

  /** Answers {@link UpdateOrganization}. */
  public Future<OrganizationDetailView> update(UpdateOrganization request) {
    return Future.succeededFuture(request)
        .map(OrganizationProfile::checked)
        .compose(
            checked ->
                once.transaction(
                    request, OrganizationDetailView.class, sql -> update(sql, checked)));
  }

  private static UpdateOrganization checked(UpdateOrganization request) {
    Optional.ofNullable(request.settings())
        .map(OrganizationSettingsChange::sessions)
        .ifPresent(SessionLimitRules::check);
    String name = request.name();
    return new UpdateOrganization(
        request.caller(),
        name == null ? null : OrganizationName.of(name),
        request.settings(),
        request.expectedVersion());
  }

  private static Future<OrganizationDetailView> update(Sql sql, UpdateOrganization request) {
    return OrganizationDetailStore.lock(sql, Tenancy.of(request.caller()))
        .map(before -> expected(before, request))
        .compose(
            before ->
                change(sql, before, request)
                    .compose(after -> told(sql, request.caller(), before, after)));
  }

  private static OrganizationDetailView expected(
      OrganizationDetailView before, UpdateOrganization request) {
    Integer expected = request.expectedVersion();
    if (expected != null && expected != before.version()) {
      throw Failure.VERSION_CONFLICT.refusal();
    }
    return before;
  }

  private static Future<OrganizationDetailView> change(
      Sql sql, OrganizationDetailView before, UpdateOrganization request) {
    OrganizationSettings settings =
        Optional.ofNullable(request.settings())
            .map(change -> change.applyTo(before.settings()))
            .orElse(before.settings());
    String name = Optional.ofNullable(request.name()).orElse(before.name());
    return OrganizationDetailStore.change(sql, before.id(), name, settings);
  }

  private static Future<OrganizationDetailView> told(
      Sql sql, Caller caller, OrganizationDetailView before, OrganizationDetailView after) {
    Change change =
        Change.by(caller, EventType.ORGANIZATION_UPDATED)
            .about("organization", after.id().value())
            .with("name", after.name())
            .with("nameBefore", before.name())
            .with("settings", RecordJson.toJson(after.settings()))
            .with("settingsBefore", RecordJson.toJson(before.settings()));
    return EventLog.append(sql, change).map(after);
  }
}
