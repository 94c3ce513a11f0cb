package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Mails.Mail;
import dev.latchkey.launcher.e2e.Parallel;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import dev.latchkey.testing.Eventually;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** who gets into an organisation by an invitation, and who does not. */
class InvitationIT {

  private static final int RACERS = 16;

  private final SharedNode node = SharedNode.get();
  private final Latchkey latchkey = node.latchkey();
  private MatrixWorld world;
  private UUID home;
  private Actor owner;
  private Actor admin;
  private String address = "";

  @BeforeEach
  void found() {
    world = MatrixWorld.on(node);
    home = world.organization();
    owner = world.actor(home, world.role("owner"));
    admin = world.actor(home, world.role("admin"));
    address = Person.freshAddress("invited");
  }

  private Ask inviting(String email, String role) {
    JsonObject invitation =
        new JsonObject()
            .put("email", email)
            .put("roleIds", new JsonArray().add(world.role(role).toString()))
            .put("message", "Come and compute with us.");
    return Ask.post("/org/invitations", "invitations", List.of(invitation));
  }

  private String invite(Actor inviter, String email, String role) {
    return inviter
        .login()
        .ask(inviting(email, role))
        .expect(201)
        .items()
        .findFirst()
        .orElseThrow()
        .getString("id");
  }

  private Mail mail(String email, int count) {
    return latchkey.mails().newest("invitation", email, count);
  }

  /** Invites an address; answers the token that was mailed to it. */
  private String invited(Actor inviter, String email, String role) {
    invite(inviter, email, role);
    return mail(email, 1).token();
  }

  private Reply join(String token) {
    return latchkey.ask(joining(token));
  }

  private static Ask joining(String token) {
    return Ask.post("/invitations/accept", "token", token, "password", Person.PASSWORD);
  }

  private static Reply accept(Login login, String token) {
    return login.ask(Ask.post("/invitations/accept", "token", token));
  }

  private List<String> rolesOf(String email) {
    return owner
        .login()
        .ask(Ask.get("/org/users?search=" + email))
        .expect(200)
        .items()
        .flatMap(each -> each.getJsonArray("roles").stream())
        .map(each -> ((JsonObject) each).getString("name"))
        .toList();
  }

  @Test
  void whoeverHasNoAccountMakesOneByTheMailedLink() {
    String id = invite(owner, address, "admin");
    Mail mail = mail(address, 1);
    assertThat(mail.text()).contains("Come and compute with us.", "Matrix");
    assertThat(mail.link()).contains("/accept-invitation#token=");
    Reply joined = join(mail.token()).expect(200);
    assertThat(joined.json().getJsonObject("organization").getString("id"))
        .isEqualTo(home.toString());
    assertThat(joined.body()).doesNotContain("accessToken");
    Login login = new Person(latchkey, address, Person.PASSWORD).signIn();
    JsonObject me = login.me().json();
    assertThat(me.getJsonObject("user").getString("id")).isEqualTo(joined.text("userId"));
    assertThat(me.getJsonObject("user").getBoolean("emailVerified")).isTrue();
    assertThat(me.getJsonObject("organization").getString("id")).isEqualTo(home.toString());
    assertThat(rolesOf(address)).containsExactly("admin");
    JsonObject after = owner.login().ask(Ask.get("/org/invitations/" + id)).expect(200).json();
    assertThat(after.getString("state")).isEqualTo("accepted");
    assertThat(after.getString("userId")).isEqualTo(joined.text("userId"));
    join(mail.token()).expect(410, "link_invalid");
  }

  @Test
  void whoeverHasAnAccountAcceptsAsThemselves() {
    Person person = Person.registered(latchkey, "guest");
    Login login = person.signIn();
    String token = invited(owner, person.email(), "member");
    assertThat(login.ask(Ask.get("/me/invitations")).expect(200).items())
        .extracting(each -> each.getJsonObject("organization").getString("id"))
        .containsExactly(home.toString());
    join(token).expect(409, "sign_in_to_accept");
    accept(login, token).expect(200);
    assertThat(login.ask(Ask.get("/me/invitations")).expect(200).items()).isEmpty();
    Ask there = Ask.put("/me/organization", "organizationId", home.toString());
    accept(Login.of(latchkey, login.ask(there).expect(200)), token).expect(410, "link_invalid");
    owner.login().ask(inviting(person.email(), "member")).expect(409, "already_member");
  }

  /** Whatever is wrong, the answer is one. */
  @Test
  void everythingThatIsAgainstAnInvitationIsAnsweredAlike() {
    Login stranger = Person.registered(latchkey, "stranger").signIn();
    List<Reply> replies = new ArrayList<>();
    String good = invited(owner, address, "member");
    replies.add(join(good.substring(1) + "A"));
    replies.add(accept(stranger, good));
    replies.add(accept(owner.login(), good));
    stranger.addEmail(address);
    replies.add(accept(stranger, good));
    replies.add(accept(admin.login(), good));

    String late = Person.freshAddress("late");
    String expired = invited(owner, late, "member");
    node.database()
        .execute(
            "UPDATE invitations.invitation SET expires_at = now() WHERE address = '%s'"
                .formatted(late));
    replies.add(join(expired));

    String called = Person.freshAddress("back");
    String id = invite(owner, called, "member");
    String first = mail(called, 1).token();
    owner.login().ask(Ask.of("POST", "/api/v1/org/invitations/" + id + "/resend")).expect(200);
    String second = mail(called, 2).token();
    replies.add(join(first));
    owner.login().ask(Ask.delete("/org/invitations/" + id)).expect(204);
    replies.add(join(second));

    String demoted = invited(admin, Person.freshAddress("above"), "admin");
    String roles = "/org/users/" + admin.id() + "/roles";
    owner
        .login()
        .ask(Ask.put(roles, "roleIds", List.of(world.role("member").toString())))
        .expect(200);
    replies.add(join(demoted));

    String proof = latchkey.mails().newest("verify-email", address).token();
    replies.add(join(proof));

    assertThat(replies).allSatisfy(each -> each.expect(410, "link_invalid"));
    assertThat(replies.stream().map(Reply::essence).map(Reply::body).distinct()).hasSize(1);
    join(good).expect(200);
  }

  @Test
  void aTokenWithAnyByteFlippedIsNone() {
    String token = invited(owner, address, "member");
    byte[] bytes = token.getBytes(StandardCharsets.US_ASCII);
    Actor many = world.actor(home, world.role("member"));
    for (int place = 0; place < bytes.length; place++) {
      byte[] flipped = bytes.clone();
      flipped[place] = (byte) (flipped[place] == 'A' ? 'B' : 'A');
      String forged = new String(flipped, StandardCharsets.US_ASCII);
      accept(many.login(), forged).expect(410, "link_invalid");
    }
    join(token).expect(200);
  }

  @Test
  void whatTheInviterLosesTheInvitationLosesAndReinstatingRevivesNothing() {
    String token = invited(admin, address, "member");
    String user = "/org/users/" + admin.id();
    owner.login().ask(Ask.of("POST", "/api/v1" + user + "/disable")).expect(200);
    join(token).expect(410, "link_invalid");
    owner.login().ask(Ask.post(user + "/enable")).expect(200);
    join(token).expect(410, "link_invalid");
    assertThat(rolesOf(address)).isEmpty();
  }

  @Test
  void nobodyInvitesToMoreThanTheyHoldOrIntoWhatIsNotTheirs() {
    admin.login().ask(inviting(address, "owner")).expect(403, "role_beyond_yours");
    Actor member = world.actor(home, world.role("member"));
    member.login().ask(inviting(address, "member")).expect(403, "forbidden");
    UUID elsewhere = world.organization();
    for (UUID role : List.of(world.emptyRole(elsewhere), UUID.randomUUID())) {
      JsonObject invitation =
          new JsonObject()
              .put("email", address)
              .put("roleIds", new JsonArray().add(role.toString()));
      owner
          .login()
          .ask(Ask.post("/org/invitations", "invitations", List.of(invitation)))
          .expect(404, "not_found");
    }
    assertThat(latchkey.mails().of("invitation", address)).isEmpty();
  }

  /** Nobody learns from inviting who has an account. */
  @Test
  void aKnownAddressIsInvitedLikeAnUnknownOne() {
    Person known = Person.registered(latchkey, "known");
    Reply one = owner.login().ask(inviting(known.email(), "member")).expect(201);
    Reply other = owner.login().ask(inviting(address, "member")).expect(201);
    assertThat(shape(one, known.email())).isEqualTo(shape(other, address));
  }

  private static String shape(Reply reply, String email) {
    return reply
        .body()
        .replace(email, "EMAIL")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME");
  }

  @Test
  void whoeverDeclinesIsNotIn() {
    String token = invited(owner, address, "member");
    Ask decline = Ask.of("POST", "/api/v1/invitations/" + token + "/decline");
    latchkey.ask(decline).expect(204);
    latchkey.ask(decline).expect(410, "link_invalid");
    join(token).expect(410, "link_invalid");
    assertThat(rolesOf(address)).isEmpty();
  }

  @Test
  void ofManyWhoAcceptAtOnceOneDoes() {
    String token = invited(owner, address, "member");
    List<Reply> replies = Parallel.ask(RACERS, number -> join(token));
    assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
    assertThat(replies)
        .filteredOn(reply -> reply.status() != 200)
        .allSatisfy(reply -> assertThat(reply.status()).isIn(409, 410));
    assertThat(
            node.database()
                .column("SELECT 1 FROM accounts.email WHERE address_key = '%s'".formatted(address)))
        .hasSize(1);
  }

  @Test
  void anInvitationIsAcceptedOrCancelledAndNeverBoth() {
    for (int round = 0; round < 4; round++) {
      String email = Person.freshAddress("race");
      String id = invite(owner, email, "member");
      String token = mail(email, 1).token();
      List<Reply> replies =
          Parallel.ask(
              RACERS,
              number ->
                  number % 2 == 0
                      ? join(token)
                      : owner.login().ask(Ask.delete("/org/invitations/" + id)));
      assertThat(replies).filteredOn(reply -> reply.status() < 300).hasSize(1);
      boolean joined = replies.stream().anyMatch(reply -> reply.status() == 200);
      assertThat(rolesOf(email)).hasSize(joined ? 1 : 0);
      assertThat(owner.login().ask(Ask.get("/org/invitations/" + id)).text("state"))
          .isEqualTo(joined ? "accepted" : "cancelled");
    }
  }

  private JsonObject onboarding() {
    return owner.login().ask(Ask.get("/me/onboarding")).expect(200).json();
  }

  @Test
  void theSetUpIsHandedOverTakenBackAndTakenOver() {
    Ask delegate = Ask.post("/org/invitations/delegate", "email", address);
    String id = owner.login().ask(delegate).expect(201).text("id");
    assertThat(onboarding().getString("reason")).isEqualTo("delegated");
    assertThat(onboarding().getString("delegatedTo")).isEqualTo(id);
    assertThat(owner.login().ask(delegate).expect(201).text("id")).isEqualTo(id);
    owner.login().ask(Ask.delete("/org/invitations/" + id)).expect(204);
    assertThat(onboarding().isEmpty()).isTrue();

    String again = owner.login().ask(delegate).expect(201).text("id");
    join(mail(address, 3).token()).expect(200);
    assertThat(onboarding().getString("delegatedTo")).isEqualTo(again);
    assertThat(onboarding().getString("delegationAcceptedAt")).isNotNull();
    assertThat(rolesOf(address)).containsExactly("admin");
  }

  @Test
  void whoeverLeavesTheSetUpForAnotherReasonTakesTheInvitationBack() {
    String id =
        owner
            .login()
            .ask(Ask.post("/org/invitations/delegate", "email", address))
            .expect(201)
            .text("id");
    owner.login().ask(Ask.post("/me/onboarding/skip", "reason", "later")).expect(200);
    Eventually.passes(
        () ->
            assertThat(owner.login().ask(Ask.get("/org/invitations/" + id)).text("state"))
                .isEqualTo("cancelled"));
    assertThat(onboarding().getString("reason")).isEqualTo("later");
  }

  @Test
  void whoeverLaidInWaitAtTheAddressIsOut() {
    Person early = new Person(latchkey, address, "eleven quiet looms before dawn");
    early.register();
    join(invited(owner, address, "member")).expect(200);
    early.trySignIn().expect(401, "invalid_credentials");
    new Person(latchkey, address, Person.PASSWORD).signIn();
  }

  @Test
  void whatHappenedIsInTheTrailOfTheOrganization() {
    String id = invite(owner, address, "member");
    String token = mail(address, 1).token();
    latchkey
        .ask(Ask.post("/invitations/accept", "token", token, "password", "short"))
        .expect(422, "password_too_short");
    join(token).expect(200);
    join(token).expect(410);
    List<String> trail =
        owner
            .login()
            .ask(Ask.get("/org/events"))
            .items()
            .map(
                each ->
                    each.getString("type")
                        + Optional.ofNullable(each.getJsonObject("data").getString("code"))
                            .map(code -> " " + code)
                            .orElse(""))
            .toList();
    assertThat(trail)
        .containsSubsequence(
            "request.refused link_invalid",
            "invitation.accepted",
            "request.refused password_too_short",
            "invitation.sent");
    assertThat(owner.login().ask(Ask.get("/org/events?subject=" + id)).items()).hasSize(3);
  }
}
