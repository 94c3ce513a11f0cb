package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.accounts.organization.CreationPolicy;
import dev.latchkey.accounts.organization.OrganizationName;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.registration.RegistrationStore.Proof;
import dev.latchkey.accounts.registration.RegistrationStore.Registrant;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
                    .compose(accepted -> register(request, email, organization(request))));
  }

  private static @Nullable OrganizationView organization(Register request) {
    String name = request.organizationName();
    return name == null
        ? null
        : new OrganizationView(new OrganizationId(Ids.next()), OrganizationName.of(name));
  }

  private Future<Done> register(
      Register request, EmailAddress email, @Nullable OrganizationView organization) {
    PersonId person = new PersonId(Ids.next());
    EmailId emailId = new EmailId(Ids.next());
    Proof proof = proof(request, person, email, organization);
    return hasher
        .hash(request.password())
        .map(
            hash ->
                new Registrant(person, emailId, email, hash, request.displayName(), organization))
        .compose(
            registrant ->
                database.transaction(sql -> RegistrationStore.register(sql, registrant, proof)));
  }

  private Proof proof(
      Register request,
      PersonId person,
      EmailAddress email,
      @Nullable OrganizationView organization) {
    UUID link = Ids.next();
    Change first =
        Change.byAnybody(request.origin(), EventType.PERSON_REGISTERED)
            .about("person", person.value())
            .with("linkId", link.toString())
            .personal("address", email.text())
            .personal("name", request.displayName());
    Change repeated = Change.byAnybody(request.origin(), EventType.PERSON_REGISTRATION_REPEATED);
    return new Proof(link, linkLifetime, first, repeated, founding(request, organization));
  }

  private static @Nullable Change founding(
      Register request, @Nullable OrganizationView organization) {
    return organization == null
        ? null
        : Change.byAnybody(request.origin(), EventType.ORGANIZATION_CREATED)
            .in(organization.id().value())
            .about("organization", organization.id().value())
            .with("name", organization.name());
  }
}
