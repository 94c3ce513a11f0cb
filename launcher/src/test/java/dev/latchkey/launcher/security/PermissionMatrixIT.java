package dev.latchkey.launcher.security;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * every operation that the contract lists, asked by every role, of everything it can
 * be about, is let in or refused as these tables say.
 *
 * <p>A new operation gets a word in {@link #OPERATIONS}; a new kind of id in a path, or in an
 * example's body, gets a line in {@link #TARGETS}.
 */
class PermissionMatrixIT {

  /** Who is let in to what takes the permission. */
  private static final String ROLES =
      """
      permission            OWNER  ADMIN  MEMBER  NOTHING
      public                yes    yes    yes     yes
      self                  yes    yes    yes     yes
      org:read              yes    yes    yes     no
      org:manage            yes    yes    no      no
      users:read            yes    yes    no      no
      users:manage          yes    yes    no      no
      users:invite          yes    yes    no      no
      users:reset-password  yes    yes    no      no
      users:reset-mfa       yes    yes    no      no
      users:impersonate     yes    no     no      no
      roles:read            yes    yes    no      no
      roles:manage          yes    yes    no      no
      teams:read            yes    yes    yes     no
      teams:manage          yes    yes    no      no
      tokens:manage         yes    no     no      no
      audit:read            yes    yes    no      no
      """;

  /** What each operation takes. */
  private static final String OPERATIONS =
      """
      public                setUp register signIn beginPasskeySignIn proveSecondFactor refreshLogin describeKeys
      public                proveEmail requestPasswordReset resetPassword
      public                acceptInvitation declineInvitation
      self                  describeMe updateMe closeAccount
      self                  listEmails addEmail removeEmail makeEmailPrimary sendEmailProof cancelEmailChange
      self                  changePassword listLogins endLogin endOtherLogins reauthenticate signOut
      self                  listMyOrganizations createOrganization switchOrganization listMyTeams
      self                  listTokens createToken deleteToken
      self                  changeUserPassword
      self                  describeMfa beginTotp confirmTotp removeTotp replaceRecoveryCodes
      self                  offerPasskey addPasskey listPasskeys renamePasskey removePasskey beginReauthentication
      self                  listTrustedDevices revokeTrustedDevice
      self                  listMyInvitations
      self                  describePreferences updatePreferences describeOnboarding skipOnboarding
      self                  registerPushToken unregisterPushToken
      org:read              describeOrganization
      org:manage            updateOrganization
      users:read            listUsers describeUser describeUserPermissions listUserOrganizations listUserLogins
      users:manage          createUser updateUser removeUser assignRoles disableUser enableUser
      users:manage          resetUser anonymizeUsers createUsers endUserLogins
      users:invite          sendInvitations listInvitations describeInvitation delegateSetUp
      users:invite          cancelInvitation resendInvitation cancelUserInvitations
      users:reset-password  resetUserPassword previewPasswordReset
      users:reset-mfa       resetMfa
      users:impersonate     impersonateUser
      roles:read            listRoles listPermissions
      roles:manage          createRole updateRole deleteRole
      teams:read            listTeams listTeamMembers describeTeamMember
      teams:manage          createTeam updateTeam deleteTeam assignTeamMember removeTeamMember
      tokens:manage         listOrganizationTokens createOrganizationToken deleteOrganizationToken
      audit:read            listEvents
      """;

  /** What those operations take instead that are open to all as long as they are about oneself. */
  private static final String ABOUT_OTHERS =
      """
      users:manage  changeUserPassword
      """;

  enum Role {
    OWNER,
    ADMIN,
    MEMBER,
    /** One of the organisation's own that allows nothing. */
    NOTHING
  }

  /** What the thing that is asked for has to do with who asks. */
  private enum Relation {
    SELF,
    SAME_ORGANIZATION,
    OTHER_ORGANIZATION
  }

  /** How far somebody gets; what comes after being let in is for other tests. */
  private enum Outcome {
    LET_IN,
    UNAUTHENTICATED,
    FORBIDDEN,
    NOT_FOUND;

    static Outcome of(Reply reply) {
      String code = reply.status() < 400 ? ofTheOnlyItem(reply) : reply.code();
      return switch (code) {
        case "unauthenticated" -> UNAUTHENTICATED;
        case "forbidden" -> FORBIDDEN;
        case "not_found" -> NOT_FOUND;
        default -> LET_IN;
      };
    }

    /** What is done to many is answered for each of them. */
    private static String ofTheOnlyItem(Reply reply) {
      return reply.body().startsWith("{\"items\"")
          ? reply.items().map(item -> item.getString("code", "")).findFirst().orElse("")
          : "";
    }
  }

  /** Whose thing it is: an organisation's, or a person's own. */
  private enum Belonging {
    ORGANIZATION,
    PERSON
  }

  /**
   * A kind of thing that an operation can be about.
   *
   * @param make makes one of somebody; answers its id
   */
  private record Target(Belonging belonging, Maker make) {
    interface Maker {
      Object of(MatrixWorld world, Actor actor, Somebody whose);
    }
  }

  /** Whose things are asked for. */
  private record Somebody(UUID person, UUID organization) {}

  private static final Map<String, Target> TARGETS =
      Map.ofEntries(
          Map.entry(
              "roleId",
              new Target(
                  Belonging.ORGANIZATION,
                  (world, actor, whose) -> world.emptyRole(whose.organization()))),
          Map.entry(
              "teamId",
              new Target(
                  Belonging.ORGANIZATION,
                  (world, actor, whose) -> teamAround(world, actor, whose))),
          Map.entry(
              "user",
              new Target(
                  Belonging.ORGANIZATION,
                  (world, actor, whose) -> me(actor, newMember(actor, whose)))),
          Map.entry(
              "userId",
              new Target(Belonging.ORGANIZATION, (world, actor, whose) -> newMember(actor, whose))),
          Map.entry(
              "teammate",
              new Target(
                  Belonging.ORGANIZATION, (world, actor, whose) -> me(actor, whose.person()))),
          Map.entry(
              "organizationId",
              new Target(Belonging.ORGANIZATION, (world, actor, whose) -> whose.organization())),
          Map.entry(
              "loginId",
              new Target(
                  Belonging.PERSON,
                  (world, actor, whose) -> world.login(whose.person(), whose.organization()))),
          Map.entry(
              "emailId",
              new Target(Belonging.PERSON, (world, actor, whose) -> world.email(whose.person()))),
          Map.entry(
              "tokenId",
              new Target(
                  Belonging.PERSON,
                  (world, actor, whose) ->
                      world.token("person", whose.person(), whose.organization()))),
          Map.entry(
              "trustedDeviceId",
              new Target(
                  Belonging.PERSON, (world, actor, whose) -> world.trustedDevice(whose.person()))),
          Map.entry(
              "passkeyId",
              new Target(Belonging.PERSON, (world, actor, whose) -> world.passkey(whose.person()))),
          Map.entry(
              "invitationId",
              new Target(
                  Belonging.ORGANIZATION,
                  (world, actor, whose) -> world.invitation(whose.organization()))),
          Map.entry(
              "token", new Target(Belonging.PERSON, (world, actor, whose) -> UUID.randomUUID())),
          Map.entry(
              "organizationTokenId",
              new Target(
                  Belonging.ORGANIZATION,
                  (world, actor, whose) ->
                      world.token("organization", whose.person(), whose.organization()))));

  private static Object me(Actor actor, UUID person) {
    return person.equals(actor.id()) ? "me" : person;
  }

  /** Somebody whom nothing else is about, as they may be gone afterwards. */
  private static UUID newMember(Actor actor, Somebody whose) {
    return whose.person().equals(actor.id())
        ? actor.id()
        : world.person(whose.organization(), world.role("member"));
  }

  private static MatrixWorld world;
  private static UUID home;
  private static UUID elsewhere;
  private static UUID colleague;
  private static UUID stranger;
  private static final Map<Role, Actor> ACTORS = new EnumMap<>(Role.class);
  private static final Map<Role, Actor> DISABLED = new EnumMap<>(Role.class);

  @BeforeAll
  static void populate() {
    world = MatrixWorld.on(SharedNode.get());
    home = world.organization();
    elsewhere = world.organization();
    colleague = world.person(home, world.role("member"));
    stranger = world.person(elsewhere, world.role("member"));
    for (Role role : Role.values()) {
      DISABLED.put(role, newcomer(role));
      world.disable(DISABLED.get(role).id());
    }
  }

  private static Actor newcomer(Role role) {
    UUID held = role == Role.NOTHING ? world.emptyRole(home) : world.role(lower(role));
    return world.actor(home, held);
  }

  private static String lower(Role role) {
    return role.name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Everybody of the organisation whom an operation may name is in it. */
  private static UUID teamAround(MatrixWorld world, Actor actor, Somebody whose) {
    return whose.organization().equals(actor.organization())
        ? world.team(home, actor.id(), colleague)
        : world.team(elsewhere, stranger);
  }

  static List<Operation> operations() {
    return Contract.of(SharedNode.get().latchkey()).operations();
  }

  @Test
  void everyOperationStandsInTheTableUnderItsPermission() {
    Map<String, String> inContract =
        operations().stream().collect(toMap(Operation::id, Operation::permission));
    assertThat(permissions(OPERATIONS)).isEqualTo(inContract);
    assertThat(permissions(OPERATIONS).keySet()).containsAll(permissions(ABOUT_OTHERS).keySet());
    assertThat(rows(ROLES).map(row -> row.get(0))).containsAll(inContract.values());
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyIdThatAnOperationTakesIsKnownHere(Operation operation) {
    assertThat(TARGETS.keySet()).containsAll(ids(operation));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyRoleGetsAsFarAsTheTableSays(Operation operation) {
    SoftAssertions softly = new SoftAssertions();
    for (Role role : Role.values()) {
      for (Relation relation : relations(operation)) {
        for (Map<String, Relation> about : about(operation, relation)) {
          softly
              .assertThat(outcome(operation, actor(role), about))
              .as(role + " " + about)
              .isEqualTo(expected(operation, role, relation));
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void whoIsDisabledOrNotSignedInGetsNowhere(Operation operation) {
    Outcome nobodys = operation.isPublic() ? Outcome.LET_IN : Outcome.UNAUTHENTICATED;
    Outcome theirs = operation.optional() ? Outcome.UNAUTHENTICATED : nobodys;
    SoftAssertions softly = new SoftAssertions();
    for (Role role : Role.values()) {
      Map<String, Relation> own = whole(operation, Relation.SAME_ORGANIZATION);
      Ask ask = ask(operation, DISABLED.get(role), own);
      softly
          .assertThat(Outcome.of(DISABLED.get(role).login().ask(ask)))
          .as("disabled " + role)
          .isEqualTo(theirs);
      softly
          .assertThat(Outcome.of(world.node().latchkey().ask(ask)))
          .as("nobody")
          .isEqualTo(nobodys);
    }
    softly.assertAll();
  }

  /** What is one's own alone is hidden from everybody else, and another organisation's from all. */
  private static Outcome expected(Operation operation, Role role, Relation relation) {
    if (operation.isPublic()) {
      return Outcome.LET_IN;
    }
    if (!holds(role, taken(operation, relation))) {
      return Outcome.FORBIDDEN;
    }
    boolean personal =
        ids(operation).stream().anyMatch(id -> TARGETS.get(id).belonging() == Belonging.PERSON);
    return switch (relation) {
      case SELF -> Outcome.LET_IN;
      case SAME_ORGANIZATION -> personal ? Outcome.NOT_FOUND : Outcome.LET_IN;
      case OTHER_ORGANIZATION -> Outcome.NOT_FOUND;
    };
  }

  private static String taken(Operation operation, Relation relation) {
    return relation == Relation.SELF
        ? operation.permission()
        : permissions(ABOUT_OTHERS).getOrDefault(operation.id(), operation.permission());
  }

  /** Where an operation takes no id there is nothing that it could be about but one's own. */
  private static List<Relation> relations(Operation operation) {
    return operation.isPublic() || ids(operation).isEmpty()
        ? List.of(Relation.SELF)
        : List.of(Relation.values());
  }

  /** Of several ids each is another organisation's in turn, beside one's own others. */
  private static List<Map<String, Relation>> about(Operation operation, Relation relation) {
    if (relation != Relation.OTHER_ORGANIZATION) {
      return List.of(whole(operation, relation));
    }
    List<Map<String, Relation>> each = new ArrayList<>();
    for (String id : ids(operation)) {
      Map<String, Relation> about = whole(operation, Relation.SAME_ORGANIZATION);
      about.put(id, relation);
      each.add(about);
    }
    return each;
  }

  private static Map<String, Relation> whole(Operation operation, Relation relation) {
    Map<String, Relation> about = new HashMap<>();
    ids(operation).forEach(id -> about.put(id, relation));
    return about;
  }

  private static Outcome outcome(Operation operation, Actor actor, Map<String, Relation> about) {
    world.refresh(actor);
    if (operation.path().startsWith("/api/v1/me/mfa")) {
      world.factor(actor);
    }
    if (operation.id().equals("beginReauthentication")) {
      world.passkey(actor.id());
    }
    Outcome outcome = Outcome.of(actor.login().ask(ask(operation, actor, about)));
    if (operation.writes() && about.containsValue(Relation.SELF)) {
      // It may have taken their role, or changed their password.
      ACTORS.values().remove(actor);
    }
    return outcome;
  }

  private static Ask ask(Operation operation, Actor actor, Map<String, Relation> about) {
    Ask ask = Ask.of(operation.method(), path(operation, actor, about));
    if (!operation.hasBody()) {
      return ask;
    }
    JsonObject body = operation.example().copy();
    about.forEach(
        (id, relation) -> {
          if (body.containsKey(id)) {
            body.put(id, target(id, actor, relation));
          } else if (body.containsKey(id + "s")) {
            body.put(id + "s", List.of(target(id, actor, relation)));
          }
        });
    if (body.containsKey("currentPassword")) {
      body.put("currentPassword", Person.PASSWORD);
    }
    return ask.json(body);
  }

  private static String path(Operation operation, Actor actor, Map<String, Relation> about) {
    return Contract.PARAMETER
        .matcher(operation.path())
        .replaceAll(
            found -> {
              String id = kind(operation, found.group(1));
              return target(id, actor, about.get(id));
            });
  }

  /**
   * Tokens of an organisation and of a person have the same name in a path, and so have the people
   * of a team, whose teams were made with them, and those of an organisation.
   */
  private static String kind(Operation operation, String parameter) {
    return switch (parameter) {
      case "tokenId" -> operation.path().contains("/org/") ? "organizationTokenId" : parameter;
      case "user" -> operation.path().contains("/teams/") ? "teammate" : parameter;
      default -> parameter;
    };
  }

  private static String target(String id, Actor actor, Relation relation) {
    Somebody whose =
        switch (relation) {
          case SELF -> new Somebody(actor.id(), home);
          case SAME_ORGANIZATION -> new Somebody(colleague, home);
          case OTHER_ORGANIZATION -> new Somebody(stranger, elsewhere);
        };
    return TARGETS.get(id).make().of(world, actor, whose).toString();
  }

  /** The ids in the path, and those in the body that a target is known for. */
  private static List<String> ids(Operation operation) {
    Stream<String> inPath =
        Contract.PARAMETER
            .matcher(operation.path())
            .results()
            .map(found -> kind(operation, found.group(1)));
    Stream<String> inBody =
        operation.example().fieldNames().stream()
            .filter(name -> name.endsWith("Id") || name.endsWith("Ids"))
            .map(name -> name.replaceAll("s$", ""));
    return Stream.concat(inPath, inBody).toList();
  }

  /** Somebody of that role whose login lives; a new one where an operation has ended it. */
  private static Actor actor(Role role) {
    Actor actor =
        Optional.ofNullable(ACTORS.get(role))
            .filter(each -> each.login().me().status() == 200)
            .orElseGet(() -> newcomer(role));
    ACTORS.put(role, actor);
    return actor;
  }

  static boolean holds(Role role, String permission) {
    List<String> row =
        rows(ROLES).filter(each -> each.get(0).equals(permission)).findFirst().orElseThrow();
    return row.get(1 + role.ordinal()).equals("yes");
  }

  /** The permission that each operation of a table takes. */
  private static Map<String, String> permissions(String table) {
    Map<String, String> permissions = new HashMap<>();
    rows(table)
        .forEach(
            row ->
                row.subList(1, row.size())
                    .forEach(operation -> permissions.put(operation, row.get(0))));
    return permissions;
  }

  private static Stream<List<String>> rows(String table) {
    return table.lines().map(line -> Arrays.asList(line.strip().split("\\s+")));
  }
}
