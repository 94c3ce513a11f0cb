package dev.latchkey.accounts.users;

import dev.latchkey.accounts.password.PasswordStore;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.AdmitImpersonation;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.accounts.ImpersonationAdmitted;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.Optional;

/** Who may act as whom. */
final class Impersonation {

  private final Database database;

  Impersonation(Database database) {
    this.database = database;
  }

  /**
   * What the membership of a person says.
   *
   * @param owner whether they own the organisation
   * @param allowed whether both they and the organisation allow it
   */
  record Consent(boolean owner, boolean allowed) {}

  /** Answers {@link AdmitImpersonation}. */
  Future<ImpersonationAdmitted> admit(AdmitImpersonation request) {
    if (request.person().equals(request.impersonator())) {
      return Future.failedFuture(Failure.NOT_YOURSELF.refusal());
    }
    var impersonator =
        PasswordStore.authority(database, request.impersonator(), request.organization());
    var person = PasswordStore.authority(database, request.person(), request.organization());
    var consent = MemberStore.consent(database, request.organization(), request.person());
    return Future.all(impersonator, person, consent)
        .map(all -> judge(impersonator.result(), person.result(), consent.result()));
  }

  private static ImpersonationAdmitted judge(
      Optional<Authority> impersonator, Optional<Authority> person, Optional<Consent> consent) {
    Authority by =
        impersonator
            .filter(each -> each.permissions().contains(Permission.USERS_IMPERSONATE))
            .orElseThrow(Failure.FORBIDDEN::refusal);
    Consent given = consent.orElseThrow(Failure.NOT_FOUND::refusal);
    Authority as =
        person
            .filter(active -> given.allowed() && !given.owner())
            .orElseThrow(Failure.IMPERSONATION_NOT_ALLOWED::refusal);
    if (!by.permissions().containsAll(as.permissions())) {
      throw Failure.OUTRANKED.refusal();
    }
    return new ImpersonationAdmitted(by, as);
  }
}
