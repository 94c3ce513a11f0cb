package dev.latchkey.launcher.security;

import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import java.util.UUID;

/**
 * Two organisations with people in them, put straight into the tables: as many as a test wants, in
 * states that would take many requests to reach.
 *
 * @param password somebody whose password all of them have
 */
public record MatrixWorld(SharedNode node, UUID password) {

  /** On the shared node, with a password of its own. */
  public static MatrixWorld on(SharedNode node) {
    Person donor = Person.registered(node.latchkey(), "matrix");
    String id = donor.signIn().me().json().getJsonObject("user").getString("id");
    return new MatrixWorld(node, UUID.fromString(id));
  }

  /** Somebody with an account, signed in where they belong. */
  public record Actor(UUID id, UUID organization, Login login) {}

  /** An organisation with an owner who stays. */
  public UUID organization() {
    UUID id = organizationOfNobody();
    person(id, role("owner"));
    return id;
  }

  /** An organisation that nobody belongs to. */
  public UUID organizationOfNobody() {
    UUID id = UUID.randomUUID();
    insert("organization (id, name)", id, "Matrix");
    return id;
  }

  /** A built-in role. */
  public UUID role(String builtIn) {
    String ids = "SELECT id FROM accounts.role WHERE organization_id IS NULL AND name = '%s'";
    return UUID.fromString(node.database().column(ids.formatted(builtIn)).get(0));
  }

  /** A role of an organisation's own that allows nothing. */
  public UUID emptyRole(UUID organization) {
    UUID id = UUID.randomUUID();
    insert("role (id, organization_id, name, name_key)", id, organization, id, id);
    return id;
  }

  /** A team with these people in it. */
  public UUID team(UUID organization, UUID... people) {
    UUID id = UUID.randomUUID();
    insert("team (id, organization_id, name, name_key)", id, organization, id, id);
    for (UUID person : people) {
      insert("team_member (organization_id, team_id, person_id)", organization, id, person);
    }
    return id;
  }

  /** An active person who holds a role in an organisation. */
  public UUID person(UUID organization, UUID role) {
    UUID id = UUID.randomUUID();
    insert("person (id, handle, state)", id, id, "active");
    node.database()
        .execute(
            "INSERT INTO accounts.password (person_id, hash) SELECT '%s', hash FROM accounts.password WHERE person_id = '%s'"
                .formatted(id, password));
    email(id, true);
    join(id, organization, role);
    return id;
  }

  /** Somebody who is there belongs to another organisation too. */
  public void join(UUID person, UUID organization, UUID role) {
    insert(
        "membership (organization_id, person_id, state, account_type)",
        organization,
        person,
        "active",
        "managed");
    insert("membership_role (organization_id, person_id, role_id)", organization, person, role);
  }

  /** Somebody new, who signs in. */
  public Actor actor(UUID organization, UUID role) {
    UUID id = person(organization, role);
    Person person = new Person(node.latchkey(), address(id), Person.PASSWORD);
    return new Actor(id, organization, person.signIn());
  }

  /** A proven address of a person. */
  public UUID email(UUID person) {
    return email(person, false);
  }

  private UUID email(UUID person, boolean primary) {
    UUID id = UUID.randomUUID();
    String address = primary ? address(person) : address(id);
    insert("email (id, person_id, address, address_key)", id, person, address, address);
    node.database()
        .execute(
            "UPDATE accounts.email SET verified_at = now(), is_primary = %s WHERE id = '%s'"
                .formatted(primary, id));
    return id;
  }

  private static String address(UUID id) {
    return id + "@example.org";
  }

  /** A login of a person that nobody holds the tokens of. */
  public UUID login(UUID person, UUID organization) {
    UUID id = UUID.randomUUID();
    node.database()
        .execute(
            """
            INSERT INTO sessions.login (id, person_id, organization_id, admission, generation, assurance, expires_at)
            SELECT '%s', person_id, organization_id, admission, 1, 'aal1', now() + interval '1 day'
              FROM accounts.membership WHERE person_id = '%s' AND organization_id = '%s'\
            """
                .formatted(id, person, organization));
    return id;
  }

  /** An API token that nobody knows the text of. */
  public UUID token(String owner, UUID person, UUID organization) {
    UUID id = UUID.randomUUID();
    node.database()
        .execute(
            """
            INSERT INTO sessions.api_token (id, digest, owner, person_id, organization_id, admission, name, scopes)
            SELECT '%1$s', sha256('%1$s'), '%2$s', person_id, organization_id, admission, 'Report', '{}'
              FROM accounts.membership WHERE person_id = '%3$s' AND organization_id = '%4$s'\
            """
                .formatted(id, owner, person, organization));
    return id;
  }

  /** An invitation into an organisation, to an address of nobody. */
  public UUID invitation(UUID organization) {
    return invitation(organization, UUID.randomUUID() + "@example.org");
  }

  /** A pending invitation of which nobody holds the token. */
  public UUID invitation(UUID organization, String address) {
    UUID id = UUID.randomUUID();
    node.database()
        .execute(
            """
            INSERT INTO invitations.invitation
                   (id, organization_id, link_id, address, role_ids, team_ids, inviter_id, admission,
                    organization_name, expires_at)
            VALUES ('%1$s', '%2$s', gen_random_uuid(), '%3$s', ARRAY['%4$s']::uuid[], '{}',
                    gen_random_uuid(), gen_random_uuid(), 'Matrix', now() + interval '1 day')\
            """
                .formatted(id, organization, address, role("member")));
    return id;
  }

  /** A device of a person that nobody holds the token of. */
  public UUID trustedDevice(UUID person) {
    UUID id = UUID.randomUUID();
    node.database()
        .execute(
            "INSERT INTO mfa.person (person_id, generation) VALUES ('%s', 1) ON CONFLICT DO NOTHING"
                .formatted(person),
            """
            INSERT INTO mfa.trusted_device
                   (id, person_id, digest, login_generation, generation, expires_at)
            VALUES ('%1$s', '%2$s', sha256('%1$s'), 1, 1, now() + interval '1 day')\
            """
                .formatted(id, person));
    return id;
  }

  /** A passkey of a person that no authenticator has. */
  public UUID passkey(UUID person) {
    UUID id = UUID.randomUUID();
    node.database()
        .execute(
            "INSERT INTO mfa.person (person_id, generation) VALUES ('%s', 1) ON CONFLICT DO NOTHING"
                .formatted(person),
            """
            INSERT INTO mfa.passkey (id, person_id, credential_id, public_key, aaguid, sign_count,
                   backup_eligible, backed_up, name)
            VALUES ('%1$s', '%2$s', sha256('%1$s'), '', '%1$s', 0, false, false, 'Key')\
            """
                .formatted(id, person));
    return id;
  }

  /** Somebody has an authenticator app that nobody holds, and has signed in by it. */
  public void factor(Actor actor) {
    node.database()
        .execute(
            "INSERT INTO mfa.person (person_id, generation) VALUES ('%s', 1) ON CONFLICT DO NOTHING"
                .formatted(actor.id()),
            """
            INSERT INTO mfa.totp (person_id, secret, confirmed_at) VALUES ('%s', '', now())
            ON CONFLICT (person_id) DO UPDATE SET confirmed_at = now()\
            """
                .formatted(actor.id()),
            "UPDATE sessions.login SET assurance = 'aal2' WHERE id = '%s'"
                .formatted(actor.login().id()));
  }

  /** From now on a person is no active member any more. */
  public void disable(UUID person) {
    node.database()
        .execute(
            "UPDATE accounts.membership SET state = 'disabled' WHERE person_id = '%s'"
                .formatted(person));
  }

  /** Makes it a moment ago that a login was proven. */
  public void refresh(Actor actor) {
    node.database()
        .execute(
            "UPDATE sessions.login SET authenticated_at = now() WHERE id = '%s'"
                .formatted(actor.login().id()));
  }

  private void insert(String tableAndColumns, Object... values) {
    StringBuilder list = new StringBuilder();
    for (Object value : values) {
      list.append(list.isEmpty() ? "'" : ", '").append(value).append('\'');
    }
    node.database().execute("INSERT INTO accounts.%s VALUES (%s)".formatted(tableAndColumns, list));
  }
}
