package dev.latchkey.accounts.me;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.email.EmailChange;
import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.accounts.person.ProfileStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What people see and change of themselves. */
public final class Profile {

  private final Database database;
  private final Once once;
  private final EmailChange emailChange;

  public Profile(Database database, Once once, EmailChange emailChange) {
    this.database = database;
    this.once = once;
    this.emailChange = emailChange;
  }

  /** Answers {@link DescribeMe}. */
  public Future<Me> describe(DescribeMe request) {
    Caller caller = request.caller();
    OrganizationId organization = caller.organization();
    return caller.speaksForOrganization() && organization != null
        ? OrganizationStore.find(database, organization)
            .map(found -> MeStore.serviceAccount(caller, found.orElse(null)))
        : describe(database, caller);
  }

  private static Future<Me> describe(Sql sql, Caller caller) {
    return MeStore.describe(sql, caller)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Failure.UNAUTHENTICATED.refusal())));
  }

  /** Answers {@link UpdateMe}. */
  public Future<Me> update(UpdateMe request) {
    return Future.succeededFuture()
        .map(start -> checked(request))
        .compose(checked -> once.transaction(request, Me.class, sql -> update(sql, checked)));
  }

  /** To send the address that they have along with the rest, proven or not, is no change of it. */
  private static Future<UpdateMe> permitted(Sql sql, UpdateMe request) {
    String email = request.email();
    Future<UpdateMe> change =
        email == null
            ? Future.succeededFuture(request)
            : describe(sql, request.caller())
                .map(me -> isPrimary(me, email) ? request.withoutEmail() : request);
    return change.map(Profile::allowed);
  }

  private static UpdateMe allowed(UpdateMe change) {
    if (change.isSensitive() && change.caller().token() != null) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    if (change.isSensitive() && !change.caller().fresh()) {
      throw Failure.REAUTHENTICATION_REQUIRED.refusal();
    }
    return change;
  }

  private static boolean isPrimary(Me me, String email) {
    return Optional.ofNullable(me.user())
        .map(UserView::email)
        .map(EmailAddress::key)
        .filter(EmailAddress.of(email).key()::equals)
        .isPresent();
  }

  private static UpdateMe checked(UpdateMe request) {
    return new UpdateMe(
        request.caller(),
        ProfileText.of(request.set()),
        request.clear(),
        request.email(),
        request.impersonationAllowed(),
        request.expectedVersion());
  }

  private Future<Me> update(Sql sql, UpdateMe request) {
    return PersonStore.lock(sql, request.caller().person())
        .compose(person -> expected(person, request))
        .compose(
            person -> permitted(sql, request).compose(permitted -> update(sql, person, permitted)))
        .compose(done -> describe(sql, request.caller()));
  }

  private Future<?> update(Sql sql, LockedPerson person, UpdateMe request) {
    return change(sql, person, request)
        .compose(changed -> allowImpersonation(sql, person, request))
        .compose(changed -> stageEmail(sql, person, request));
  }

  private static Future<LockedPerson> expected(LockedPerson person, UpdateMe request) {
    return Optional.ofNullable(request.expectedVersion())
            .filter(version -> version != person.version())
            .isPresent()
        ? Future.failedFuture(Failure.VERSION_CONFLICT.refusal())
        : Future.succeededFuture(person);
  }

  private static Future<Void> change(Sql sql, LockedPerson person, UpdateMe request) {
    List<String> fields =
        Stream.concat(request.set().keySet().stream(), request.clear().stream())
            .map(ProfileField::wireName)
            .sorted()
            .toList();
    if (fields.isEmpty()) {
      return Future.succeededFuture();
    }
    Change change =
        Change.by(request.caller(), EventType.PERSON_UPDATED)
            .about("person", person.id().value())
            .with("fields", new JsonArray(fields));
    return ProfileStore.update(sql, person.id(), request.set(), request.clear())
        .compose(updated -> EventLog.append(sql, change));
  }

  private static Future<Void> allowImpersonation(Sql sql, LockedPerson person, UpdateMe request) {
    Boolean allowed = request.impersonationAllowed();
    if (allowed == null) {
      return Future.succeededFuture();
    }
    Change change =
        Change.by(request.caller(), EventType.PERSON_UPDATED)
            .about("person", person.id().value())
            .with("fields", new JsonArray().add("impersonationAllowed"))
            .with("impersonationAllowed", allowed);
    return ProfileStore.allowImpersonation(sql, person.id(), allowed)
        .compose(
            changed -> changed ? EventLog.append(sql, change) : Future.<Void>succeededFuture());
  }

  private Future<Void> stageEmail(Sql sql, LockedPerson person, UpdateMe request) {
    return request.email() == null
        ? Future.succeededFuture()
        : emailChange.stage(sql, person, request.caller(), EmailAddress.of(request.email()));
  }
}
