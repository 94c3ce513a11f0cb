package dev.latchkey.accounts.email;

import dev.latchkey.accounts.link.Link;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.RequestEmailProof;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.rate.RateLimit;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof of an address by its mailed token. Proving takes the address away from everybody else
 * who only claimed it; a registration whose password was set by more than one claimant has none, so
 * that whoever proves the address chooses it.
 */
public final class EmailProof {

  /** For one id, be it anybody's or not (chosen, not measured, as are the others). */
  private static final RateLimit REQUESTS =
      new RateLimit("accounts.request_email_proof", 6, Duration.ofDays(1));

  private static final RateLimit OWN_REQUESTS =
      new RateLimit("accounts.request_own_email_proof", 6, Duration.ofDays(1));

  private static final RateLimit WRONG_TOKENS =
      new RateLimit("accounts.prove_email", 6, Duration.ofMinutes(20));

  private final Database database;
  private final LinkStore links;
  private final Duration proofLifetime;
  private final Duration resetLifetime;

  /**
   * Proofs in that database.
   *
   * @param proofLifetime of a link that proves an address
   * @param resetLifetime of one that chooses the first password
   */
  public EmailProof(
      Database database, LinkStore links, Duration proofLifetime, Duration resetLifetime) {
    this.database = database;
    this.links = links;
    this.proofLifetime = proofLifetime;
    this.resetLifetime = resetLifetime;
  }

  /** Answers {@link RequestEmailProof}. */
  public Future<Done> request(RequestEmailProof request) {
    Change change = Change.byAnybody(request.origin(), EventType.EMAIL_PROOF_REQUESTED);
    return (request.byThemselves() ? OWN_REQUESTS : REQUESTS)
        .take(database, request.person().value())
        .compose(may -> LinkStore.requestProof(database, request.person(), proofLifetime, change))
        .map(Done.DONE);
  }

  /** Answers {@link ProveEmail}. */
  public Future<Done> prove(ProveEmail request) {
    PersonId said = request.person();
    Future<Done> proven = database.transaction(sql -> prove(sql, request).map(Done.DONE));
    return said == null ? proven : proven.recover(cause -> counted(said, cause));
  }

  /** What was refused has changed nothing: somebody else's token stays good. */
  private Future<Void> prove(Sql sql, ProveEmail request) {
    return links
        .useAlone(sql, LinkPurpose.EMAIL_PROOF, request.token())
        .compose(used -> ofWhomItIsSaid(used, request.person()))
        .compose(
            used ->
                PersonStore.lock(sql, used.person())
                    .compose(person -> prove(sql, person, used, request.origin())));
  }

  private static Future<LinkStore.Used> ofWhomItIsSaid(
      LinkStore.Used used, @Nullable PersonId said) {
    return said == null || used.person().equals(said)
        ? Future.succeededFuture(used)
        : Future.failedFuture(Failure.LINK_INVALID.refusal());
  }

  private <T> Future<T> counted(PersonId said, Throwable cause) {
    return cause instanceof Refusal refusal && refusal.failure() == Failure.LINK_INVALID
        ? WRONG_TOKENS.take(database, said.value()).compose(counted -> Future.failedFuture(cause))
        : Future.failedFuture(cause);
  }

  private Future<Void> prove(Sql sql, LockedPerson person, LinkStore.Used used, Origin origin) {
    return EmailStore.prove(sql, person.id(), used.email())
        .compose(
            proven ->
                EmailStore.dropRivals(sql, proven.addressKey())
                    .compose(dropped -> takeEffect(sql, person, used, proven, origin)));
  }

  private Future<Void> takeEffect(
      Sql sql, LockedPerson person, LinkStore.Used used, EmailStore.Proven proven, Origin origin) {
    if (!person.isActive()) {
      return activate(sql, person, used, proven, origin);
    }
    EventType type = proven.pending() ? EventType.EMAIL_CHANGED : EventType.EMAIL_VERIFIED;
    Change change =
        person
            .notify(Change.by(person.id().value(), origin, type), proven.address())
            .in(used.organization())
            .about("email", used.email().value())
            .personal("address", proven.address());
    Future<?> changed =
        proven.pending()
            ? EmailStore.makePrimary(sql, person.id(), used.email())
            : Future.succeededFuture();
    return changed
        .compose(done -> PersonStore.touch(sql, person.id()))
        .compose(touched -> EventLog.append(sql, change));
  }

  private Future<Void> activate(
      Sql sql, LockedPerson person, LinkStore.Used used, EmailStore.Proven proven, Origin origin) {
    Change change =
        person
            .personal(Change.by(person.id().value(), origin, EventType.PERSON_ACTIVATED))
            .in(used.organization())
            .about("person", person.id().value())
            .personal("address", proven.address());
    return PersonStore.activate(sql, person.id())
        .compose(active -> PersonStore.hasPassword(sql, person.id()))
        .compose(hasPassword -> hasPassword ? noLink() : linkToChoose(sql, person, used))
        .compose(
            link ->
                EventLog.append(
                    sql, change.with("linkId", link.map(l -> l.id().toString()).orElse(null))));
  }

  private static Future<Optional<Link>> noLink() {
    return Future.succeededFuture(Optional.empty());
  }

  private Future<Optional<Link>> linkToChoose(Sql sql, LockedPerson person, LinkStore.Used used) {
    Link link = Link.of(LinkPurpose.PASSWORD_RESET, person.id(), used.email(), resetLifetime);
    return LinkStore.replace(sql, link).map(Optional.of(link));
  }
}
