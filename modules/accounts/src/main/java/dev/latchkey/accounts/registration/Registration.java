package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.link.Link;
import dev.latchkey.accounts.link.LinkStore;
import dev.latchkey.accounts.organization.CreationPolicy;
import dev.latchkey.accounts.organization.OrganizationName;
import dev.latchkey.accounts.organization.OrganizationStore;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * Registration of a stranger. The answer never tells whether the address is known: a mail to it
 * does. A claim on an address that nobody has proven takes the password of the earlier claim away:
 * of two people who claim one address neither's password counts, and whoever proves the address
 * chooses a new one. So nobody can lie in wait in an account that is then proven by another.
 */
public final class Registration {

  private final Database database;
  private final PasswordPolicy policy;
  private final PasswordHasher hasher;
  private final boolean open;
  private final CreationPolicy creation;
  private final Duration linkLifetime;

  public Registration(
      Database database, PasswordPolicy policy, PasswordHasher hasher, RegistrationRules rules) {
    this.database = database;
    this.policy = policy;
    this.hasher = hasher;
    this.open = rules.open();
    this.creation = rules.creation();
    this.linkLifetime = rules.linkLifetime();
  }

  /** Answers {@link Register}. */
  public Future<Done> register(Register request) {
    if (!open) {
      return Future.failedFuture(Failure.REGISTRATION_CLOSED.refusal());
    }
    if (request.organizationName() != null && creation != CreationPolicy.EVERYONE) {
      return Future.failedFuture(Failure.ORGANIZATION_CREATION_CLOSED.refusal());
    }
    return Future.succeededFuture()
        .map(start -> EmailAddress.of(request.email()))
        .compose(
            email ->
                policy
                    .check(
                        request.password(),
                        Newcomer.context(email, request.displayName(), request.organizationName()))
                    .compose(accepted -> hasher.hash(request.password()))
                    .compose(
                        hash -> database.transaction(sql -> register(sql, request, email, hash))))
        .map(Done.DONE);
  }

  private Future<Void> register(Sql sql, Register request, EmailAddress email, String hash) {
    return ClaimStore.lock(sql, email)
        .compose(
            found ->
                found
                    .map(claim -> repeat(sql, request, claim))
                    .orElseGet(() -> begin(sql, request, email, hash)));
  }

  private Future<Void> begin(Sql sql, Register request, EmailAddress email, String hash) {
    PersonId person = new PersonId(Ids.next());
    Change change =
        Change.byAnybody(request.origin(), EventType.PERSON_REGISTERED)
            .about("person", person.value())
            .personal("address", email.text())
            .personal("name", request.displayName());
    return new Newcomer(person, email, request.displayName())
        .add(sql, hash, false)
        .compose(id -> mailProof(sql, person, id, change))
        .compose(appended -> found(sql, request, person));
  }

  private Future<Void> mailProof(Sql sql, PersonId person, EmailId email, Change change) {
    Link link = Link.of(LinkPurpose.EMAIL_PROOF, person, email, linkLifetime);
    return LinkStore.replace(sql, link)
        .compose(made -> EventLog.append(sql, change.with("linkId", link.id().toString())));
  }

  private static Future<Void> found(Sql sql, Register request, PersonId person) {
    if (request.organizationName() == null) {
      return Future.succeededFuture();
    }
    OrganizationId id = new OrganizationId(Ids.next());
    String name = OrganizationName.of(request.organizationName());
    Change change =
        Change.byAnybody(request.origin(), EventType.ORGANIZATION_CREATED)
            .in(id.value())
            .about("organization", id.value())
            .with("name", name);
    return OrganizationStore.add(sql, id, name, person)
        .compose(added -> EventLog.append(sql, change));
  }

  private Future<Void> repeat(Sql sql, Register request, ClaimStore.Claim claim) {
    Change change =
        Change.byAnybody(request.origin(), EventType.PERSON_REGISTRATION_REPEATED)
            .about("person", claim.person().value())
            .personal("address", claim.address())
            .personal("locale", claim.locale().orElse(null));
    return claim.proven()
        ? EventLog.append(sql, change)
        : PasswordStore.remove(sql, claim.person())
            .compose(removed -> mailProof(sql, claim.person(), claim.email(), change));
  }
}
