package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.organization.OrganizationName;
import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.api.accounts.OfferSetUp;
import dev.latchkey.api.accounts.SetUp;
import dev.latchkey.api.accounts.SetUpDone;
import dev.latchkey.api.accounts.SetUpOffer;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.util.List;

/** The first organisation and its owner, by the token that the start prints. */
public final class SettingUp {

  private final Database database;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;

  public SettingUp(Database database, PasswordPolicy policy, PasswordHasher hasher) {
    this.database = database;
    this.policy = policy;
    this.hasher = hasher;
  }

  /** Answers {@link OfferSetUp}. */
  public Future<SetUpOffer> offer(OfferSetUp request) {
    return SetUpStore.offer(database)
        .map(token -> new SetUpOffer(token.map(OpaqueToken::text).orElse(null)));
  }

  /** Answers {@link SetUp}. */
  public Future<SetUpDone> setUp(SetUp request) {
    return OrganizationStore.any(database)
        .compose(any -> any ? refused(Failure.ALREADY_SET_UP) : Future.succeededFuture())
        .compose(none -> SetUpStore.isOffered(database, request.token()))
        .compose(
            offered -> offered ? Future.succeededFuture() : refused(Failure.SETUP_TOKEN_INVALID))
        .map(offered -> Founder.of(request))
        .compose(
            founder ->
                policy
                    .check(request.password(), founder.context())
                    .compose(accepted -> hasher.hash(request.password()))
                    .compose(hash -> database.transaction(sql -> setUp(sql, founder, hash))));
  }

  private static <T> Future<T> refused(Failure failure) {
    return Future.failedFuture(failure.refusal());
  }

  private static Future<SetUpDone> setUp(Sql sql, Founder founder, String hash) {
    SetUpDone done = new SetUpDone(new OrganizationId(Ids.next()), new PersonId(Ids.next()));
    return SetUpStore.take(sql, founder.request().token())
        .compose(taken -> taken ? Future.succeededFuture() : refused(Failure.SETUP_TOKEN_INVALID))
        .compose(taken -> OrganizationStore.any(sql))
        .compose(any -> any ? refused(Failure.ALREADY_SET_UP) : Future.succeededFuture())
        .compose(none -> founder.newcomer(done.userId()).add(sql, hash))
        .compose(
            added ->
                OrganizationStore.add(
                    sql, done.organizationId(), founder.organizationName(), done.userId()))
        .compose(added -> EventLog.append(sql, founder.founding(done)))
        .compose(appended -> EventLog.append(sql, founder.joining(done)))
        .map(done);
  }

  /** What a set-up says of its owner, checked. */
  private record Founder(SetUp request, EmailAddress email, String organizationName) {

    static Founder of(SetUp request) {
      return new Founder(
          request,
          EmailAddress.of(request.email()),
          OrganizationName.of(request.organizationName()));
    }

    List<String> context() {
      return Newcomer.context(email, request.displayName(), organizationName);
    }

    Newcomer newcomer(PersonId id) {
      return new Newcomer(id, email, request.displayName());
    }

    Change founding(SetUpDone done) {
      return Change.by(done.userId().value(), request.origin(), EventType.ORGANIZATION_CREATED)
          .in(done.organizationId().value())
          .about("organization", done.organizationId().value())
          .with("name", organizationName);
    }

    Change joining(SetUpDone done) {
      return Change.by(done.userId().value(), request.origin(), EventType.PERSON_REGISTERED)
          .in(done.organizationId().value())
          .about("person", done.userId().value());
    }
  }
}
