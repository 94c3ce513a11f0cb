package dev.latchkey.accounts;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribeAuthority;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.RoleId;
import dev.latchkey.kernel.id.Ids;
import java.util.stream.Stream;

/** People and organisations put straight into the tables, in whatever state a test wants them. */
record Members(AccountsModule module) {

  /** Another organisation; answers its owner. */
  Caller owner(String organization) {
    OrganizationId id = new OrganizationId(Ids.next());
    module.test.execute(
        "INSERT INTO accounts.organization (id, name) VALUES ('%s', '%s')"
            .formatted(id, organization));
    return join(id, BuiltInRole.OWNER.id());
  }

  /** Somebody new with these roles in the organisation of a caller. */
  Caller join(Caller host, RoleId... roles) {
    return join(host.organization(), roles);
  }

  private Caller join(OrganizationId organization, RoleId... roles) {
    PersonId person = new PersonId(Ids.next());
    module.test.execute(
        "INSERT INTO accounts.person (id, handle, state, display_name)"
            + " VALUES ('%1$s', '%1$s', 'active', 'P. %1$s')".formatted(person));
    return join(person, organization, roles);
  }

  /** A person with these roles in one organisation more. */
  Caller join(PersonId person, OrganizationId organization, RoleId... roles) {
    module.test.execute(
        "INSERT INTO accounts.membership VALUES ('%s', '%s', 'active', 'managed')"
            .formatted(organization, person));
    Stream.of(roles).forEach(role -> give(person, organization, role));
    return caller(person, organization);
  }

  void give(PersonId person, OrganizationId organization, RoleId role) {
    module.test.execute(
        "INSERT INTO accounts.membership_role VALUES ('%s', '%s', '%s')"
            .formatted(organization, person, role));
  }

  void take(PersonId person, RoleId role) {
    module.test.execute(
        "DELETE FROM accounts.membership_role WHERE person_id = '%s' AND role_id = '%s'"
            .formatted(person, role));
  }

  /** A person as they are now. */
  Caller caller(PersonId person, OrganizationId organization) {
    return AccountsModule.caller(module.ask(new DescribeAuthority(person, organization)), true);
  }

  Caller again(Caller caller) {
    return caller(caller.person(), caller.organization());
  }
}
