package dev.latchkey.launcher.security;

import dev.latchkey.launcher.security.MatrixWorld.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An organisation with everything that one can have, and a word that all of its names have.
 *
 * @param actors by the names of their roles
 * @param known ids that others may have heard of, by what they are of
 * @param hidden ids that nobody else was ever told
 */
record Territory(
    MatrixWorld world,
    UUID organization,
    String word,
    Map<String, Actor> actors,
    Map<String, List<String>> known,
    List<String> hidden) {

  static final List<String> ROLES = List.of("owner", "admin", "member");

  static Territory in(MatrixWorld world, String word) {
    UUID organization = world.organization();
    Territory territory =
        new Territory(
            world, organization, word, new LinkedHashMap<>(), new HashMap<>(), new ArrayList<>());
    territory.know("organizationId", organization);
    ROLES.forEach(territory::renew);
    territory.settle(true);
    territory.settle(false);
    territory.baptise();
    return territory;
  }

  /** Another one of a role, signed in. */
  Actor renew(String role) {
    Actor actor = world.actor(organization, world.role(role));
    actors.put(role, actor);
    know("user", actor.id());
    know("loginId", actor.login().id());
    return actor;
  }

  /** Two more people, a role, a team, and things of theirs. */
  void settle(boolean told) {
    UUID role = world.emptyRole(organization);
    UUID first = world.person(organization, role);
    UUID second = world.person(organization, world.role("member"));
    note(told, "invitationId", world.invitation(organization));
    List<UUID> people = List.of(first, second);
    note(told, "roleId", role);
    note(told, "teamId", world.team(organization, first, second));
    for (UUID person : people) {
      note(told, "user", person);
      note(told, "emailId", world.email(person));
      note(told, "loginId", world.login(person, organization));
      note(told, "trustedDeviceId", world.trustedDevice(person));
      note(told, "passkeyId", world.passkey(person));
      note(told, "tokenId", world.token("person", person, organization));
      note(told, "tokenId", world.token("organization", person, organization));
    }
  }

  /**
   * Where a second factor is demanded, as a command may have it, nobody would be let in any more.
   */
  void demandNothing() {
    world
        .node()
        .database()
        .execute(
            "UPDATE accounts.organization SET settings = '{}' WHERE id = '%s'"
                .formatted(organization));
  }

  private void note(boolean told, String kind, UUID id) {
    if (told) {
      know(kind, id);
    } else {
      hidden.add(id.toString());
    }
  }

  void know(String kind, Object id) {
    known.computeIfAbsent(kind, none -> new ArrayList<>()).add(id.toString());
  }

  /** Gives everything a name by which it would be recognised. */
  private void baptise() {
    String people = "SELECT person_id FROM accounts.membership WHERE organization_id = '%2$s'";
    for (String statement :
        List.of(
            "UPDATE accounts.organization SET name = '%1$s Works' WHERE id = '%2$s'",
            "UPDATE accounts.role SET name = '%1$s role ' || id, name_key = '%1$s role ' || id"
                + " WHERE organization_id = '%2$s'",
            "UPDATE accounts.team SET name = '%1$s team ' || id, name_key = '%1$s team ' || id"
                + " WHERE organization_id = '%2$s'",
            "UPDATE invitations.invitation SET message = '%1$s', organization_name = '%1$s'"
                + " WHERE organization_id = '%2$s'",
            "UPDATE sessions.api_token SET name = '%1$s token' WHERE organization_id = '%2$s'",
            "UPDATE sessions.login SET device = '%1$s device' WHERE organization_id = '%2$s'",
            "UPDATE mfa.passkey SET name = '%1$s key' WHERE person_id IN (" + people + ")",
            "UPDATE accounts.person SET display_name = '%1$s', given_name = '%1$s', title = '%1$s'"
                + " WHERE id IN ("
                + people
                + ")")) {
      world.node().database().execute(statement.formatted(word, organization));
    }
  }

  /** The ids of its rows and of those that belong to them, and its word. */
  List<String> marks() {
    List<String> marks = new ArrayList<>(hidden);
    marks.add(word);
    known.values().forEach(marks::addAll);
    return marks;
  }
}
