package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Product.refused;
import static dev.latchkey.launcher.surfaces.Product.throttled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proofs of addresses and the delegation of the set-up on the product surface. */
class ProductProofIT {

  private static final String REQUEST = "/api/users/request_email_verification/";
  private static final String VERIFY = "/api/users/verify_email/";

  private final Latchkey latchkey = SharedNode.get().latchkey();
  private final Product stranger = new Product(latchkey, null);
  private Person newcomer;
  private String id;

  @BeforeEach
  void register() {
    newcomer = new Person(latchkey, Person.freshAddress("newcomer"), Person.PASSWORD);
    newcomer.register();
    latchkey.mails().newest("registration", newcomer.email());
    id =
        SharedNode.get()
            .database()
            .column(
                "SELECT person_id FROM accounts.email WHERE address = '%s'"
                    .formatted(newcomer.email()))
            .get(0);
  }

  private Reply request(Object uuid) {
    return stranger.post(REQUEST, "uuid", uuid.toString());
  }

  private Reply verify(Object uuid, String token) {
    return stranger.post(VERIFY, "uuid", uuid.toString(), "token", token);
  }

  private String mailedToken() {
    request(id).expect(200);
    return latchkey.mails().newest("verify-email", newcomer.email()).token();
  }

  @Test
  void aProofIsMailedOnceMoreAndTheOneBeforeIsWorthless() {
    String before = latchkey.mails().newest("registration", newcomer.email()).token();
    assertThat(request(id).expect(200).json()).isEqualTo(new JsonObject().put("success", true));
    String token = latchkey.mails().newest("verify-email", newcomer.email()).token();
    refused(verify(id, before), 400, "invalid_token", "token");
    verify(id, token).expect(200);
  }

  @Test
  void strangersLearnNothingAndMayAskSixTimesADay() {
    String proven =
        new Product(latchkey, newcomerOf("proven").signIn().access()).me().getString("uuid");
    Reply usual = request(id).expect(200);
    for (Object each : new Object[] {id, proven, UUID.randomUUID()}) {
      for (int time = each.equals(id) ? 1 : 0; time < 6; time++) {
        assertThat(request(each).essence()).isEqualTo(usual.essence());
      }
      throttled(request(each));
    }
    refused(stranger.post(REQUEST, "uuid", "1"), 400, "invalid_input", "uuid");
    refused(stranger.post(REQUEST, "email", newcomer.email()), 400, "required", "uuid");
  }

  private Person newcomerOf(String name) {
    return Person.registered(latchkey, name);
  }

  @Test
  void strangersDoNotUseUpWhatAPersonMayAskForThemselves() {
    Product own = Product.of(newcomerOf("pestered").signIn());
    String uuid = own.me().getString("uuid");
    own.patch("{\"email\": \"" + Person.freshAddress("pestered") + "\"}").expect(200);
    for (int time = 0; time < 6; time++) {
      request(uuid).expect(200);
    }
    throttled(request(uuid));
    for (int time = 0; time < 6; time++) {
      own.post(REQUEST, "uuid", uuid).expect(200);
    }
    throttled(own.post(REQUEST, "uuid", uuid));
  }

  @Test
  void onlyThePersonIsToldThatTheirAddressIsProven() {
    var login = newcomerOf("told").signIn();
    Product own = Product.of(login);
    String uuid = own.me().getString("uuid");
    refused(own.post(REQUEST, "uuid", uuid), 400, "already_verified", null);
    own.post(REQUEST, "uuid", UUID.randomUUID().toString()).expect(200);
    String wanted = Person.freshAddress("pending");
    own.patch("{\"email\": \"" + wanted + "\"}").expect(200);
    own.post(REQUEST, "uuid", uuid).expect(200);
    String token = latchkey.mails().newest("verify-email", wanted, 2).token();
    verify(uuid, token).expect(200);
    JsonObject me = own.me();
    assertThat(me.getString("email")).isEqualTo(wanted);
    assertThat(me.getString("pending_email")).isNull();
    refused(own.as("garbage").post(REQUEST, "uuid", uuid), 401, "not_authenticated", null);
  }

  @Test
  void anAddressIsProvenOnceByItsOwnTokenAndNoSessionIsOpened() {
    String token = mailedToken();
    refused(verify(UUID.randomUUID(), token), 400, "invalid_token", "token");
    Reply proven = verify(id, token).expect(200);
    assertThat(proven.json())
        .isEqualTo(new JsonObject().put("success", true).put("requires_login", true));
    assertThat(proven.header("set-cookie")).isEmpty();
    newcomer.trySignIn().expect(201);
    refused(verify(id, token), 400, "invalid_token", "token");
    refused(stranger.post(VERIFY, "uuid", id), 400, "required", "token");
  }

  @Test
  void wrongTokensAreCountedAndARightOneIsTakenAllTheSame() {
    for (Object each : new Object[] {id, UUID.randomUUID()}) {
      for (int time = 0; time < 6; time++) {
        refused(verify(each, "wrong"), 400, "invalid_token", "token");
      }
      throttled(verify(each, "wrong"));
    }
    verify(id, mailedToken()).expect(200);
  }

  @Test
  void anAddressThatSomebodyElseHasProvenIsTaken() {
    String token = mailedToken();
    SharedNode.get()
        .database()
        .execute(
            "INSERT INTO accounts.email (id, person_id, address, address_key, verified_at)"
                + " SELECT gen_random_uuid(), p.id, e.address, e.address_key, now()"
                + " FROM accounts.person p, accounts.email e"
                + " WHERE p.handle = 'owner@example.org' AND e.person_id = '"
                + id
                + "'");
    refused(verify(id, token), 400, "email_taken", "email");
  }

  @Test
  void theSetUpIsLeftToAColleagueTenTimesAnHour() {
    MatrixWorld world = MatrixWorld.on(SharedNode.get());
    UUID home = world.organization();
    Actor ada = world.actor(home, world.role("owner"));
    Product product = Product.of(ada.login());
    String path = "/api/organizations/" + home + "/invites/delegate/";
    String grace = Person.freshAddress("grace");
    product.patch("{\"first_name\": \"Ada\"}").expect(200);
    JsonObject invite =
        product
            .post(
                path, "target_email", grace, "message", "You know how.", "step_at_delegation", "x")
            .expect(201)
            .json();
    assertThat(invite.getString("target_email")).isEqualTo(grace);
    assertThat(invite.getInteger("level")).isEqualTo(8);
    assertThat(invite.getString("message")).isEqualTo("You know how.");
    assertThat(invite.getBoolean("is_expired")).isFalse();
    assertThat(invite.getBoolean("emailing_attempt_made")).isTrue();
    assertThat(invite.getJsonObject("created_by"))
        .isEqualTo(
            new JsonObject()
                .put("id", Product.number(product.me()))
                .put("uuid", ada.id().toString())
                .put("distinct_id", ada.id().toString())
                .put("first_name", "Ada")
                .put("last_name", "")
                .put("email", ada.id() + "@example.org"));
    JsonObject me = product.me();
    assertThat(me.getString("onboarding_skipped_reason")).isEqualTo("delegated");
    assertThat(me.getString("onboarding_delegated_to_invite")).isEqualTo(invite.getString("id"));
    assertThat(me.getString("onboarding_delegated_to_organization_id")).isEqualTo(home.toString());

    String current = "/api/organizations/@current/invites/delegate";
    for (int time = 1; time < 10; time++) {
      assertThat(product.post(current, "target_email", grace).expect(201).text("id"))
          .isEqualTo(invite.getString("id"));
    }
    throttled(product.post(path, "target_email", grace));
    ada.login()
        .ask(Ask.post("/org/invitations/delegate", "email", grace))
        .expect(429, "too_many_requests");
    JsonObject skipped =
        product.post("/api/users/@me/onboarding/skip", "reason", "later").expect(200).json();
    assertThat(skipped.getString("onboarding_delegated_to_invite")).isNull();
  }

  @Test
  void onlyWhoMayInviteDelegatesAndOnlyInTheirOwnOrganisation() {
    MatrixWorld world = MatrixWorld.on(SharedNode.get());
    UUID home = world.organization();
    UUID elsewhere = world.organization();
    Product owner = Product.of(world.actor(home, world.role("owner")).login());
    String path = "/api/organizations/%s/invites/delegate/";
    for (Object other : new Object[] {elsewhere, UUID.randomUUID(), "1"}) {
      refused(
          owner.post(path.formatted(other), "target_email", "grace@example.org"),
          404,
          "not_found",
          null);
    }
    Actor member = world.actor(home, world.role("member"));
    refused(
        Product.of(member.login()).post(path.formatted(home), "target_email", "grace@example.org"),
        403,
        "permission_denied",
        null);
    String unproven = Person.freshAddress("unproven");
    owner.patch("{\"email\": \"" + unproven + "\"}").expect(200);
    String proven = owner.me().getString("email");
    for (String known : new String[] {member.id() + "@example.org", proven, unproven}) {
      Reply refused = owner.post(path.formatted(home), "target_email", known);
      refused(refused, 400, "already_member", "target_email");
      assertThat(refused.json().getString("detail"))
          .isEqualTo("This person belongs to the organisation already.");
    }
    refused(owner.post(path.formatted(home), "message", "x"), 400, "required", "target_email");
    refused(
        owner.post(
            path.formatted(home), "target_email", "a@b.example", "message", "x".repeat(1001)),
        400,
        "max_length",
        "message");
  }
}
