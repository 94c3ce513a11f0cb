package dev.latchkey.launcher.surfaces;

import static dev.latchkey.launcher.surfaces.Tenant.ADMIN;
import static dev.latchkey.launcher.surfaces.Tenant.MEMBER;
import static dev.latchkey.launcher.surfaces.Tenant.answered;
import static dev.latchkey.launcher.surfaces.Tenant.asking;
import static dev.latchkey.launcher.surfaces.Tenant.codes;
import static dev.latchkey.launcher.surfaces.Tenant.content;
import static dev.latchkey.launcher.surfaces.Tenant.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The tenant surface: roles, and enrolments, which are invitations. */
class TenantEnrollmentsIT {

  private Tenant tenant;
  private String address = "";

  @BeforeEach
  void found() {
    tenant = Tenant.founded();
    address = Person.freshAddress("invitee");
  }

  private static JsonObject enrolling(String email, String role) {
    return new JsonObject().put("email", email).put("roleId", role).put("firstName", "Grace");
  }

  private String enrolled(String email) {
    Reply made = tenant.post("/enrollments", enrolling(email, MEMBER)).expect(201);
    return made.text("enrollmentId");
  }

  private Reply join(String token) {
    return tenant
        .node()
        .latchkey()
        .ask(Ask.post("/invitations/accept", "token", token, "password", Person.PASSWORD));
  }

  private String mailed(int count) {
    return tenant.node().latchkey().mails().newest("invitation", address, count).token();
  }

  private String statusOf(String enrollment) {
    return content(tenant.get("/enrollments")).stream()
        .filter(each -> each.getString("enrollmentId").equals(enrollment))
        .findFirst()
        .orElseThrow()
        .getString("status");
  }

  @Test
  void theRolesAreThoseOfEveryOrganizationAndItsOwn() {
    tenant
        .founder()
        .ask(Ask.post("/org/roles", "name", "Clerk", "permissions", List.of("org:read")))
        .expect(201);
    List<JsonObject> roles = content(tenant.get("/roles"));
    assertThat(roles)
        .extracting(role -> role.getString("name"))
        .containsExactly("owner", "admin", "member", "Clerk");
    assertThat(roles.get(2))
        .isEqualTo(
            new JsonObject()
                .put("id", MEMBER)
                .put("name", "member")
                .put("organizationId", tenant.organization()));
    Reply last = tenant.get("/roles?size=3&page=1");
    assertThat(content(last)).containsExactly(roles.get(3));
    assertThat(last.json().getInteger("totalElements")).isEqualTo(4);
    assertThat(last.json().getInteger("totalPages")).isEqualTo(2);
    assertThat(codes(tenant.get("/roles?page=-1"), 400)).hasSize(1);
  }

  @Test
  void whoeverIsEnrolledGetsAMailAndJoinsWithTheRole() {
    Reply made = tenant.post("/enrollments", enrolling(address, ADMIN)).expect(201);
    assertThat(made.header("content-type")).isEqualTo(Tenant.MEDIA_TYPE);
    JsonObject enrollment = made.json();
    assertThat(Instant.parse(enrollment.getString("expiresAt"))).isAfter(Instant.now());
    assertThat(enrollment.getString("lastInvitationSentAt"))
        .isEqualTo(enrollment.getString("createdDateTime"));
    assertThat(enrollment.getString("email")).isEqualTo(address);
    assertThat(enrollment.getString("status")).isEqualTo("PENDING");
    assertThat(enrollment.getString("roleId")).isEqualTo(ADMIN);
    assertThat(content(tenant.get("/enrollments"))).containsExactly(enrollment);
    join(mailed(1)).expect(200);
    assertThat(statusOf(enrollment.getString("enrollmentId"))).isEqualTo("ACCEPTED");
    assertThat(content(tenant.get("/users")))
        .filteredOn(user -> user.getString("email").equals(address))
        .extracting(user -> user.getString("roleId"))
        .containsExactly(ADMIN);
  }

  @Test
  void enrollmentsAreListedTheNewestFirstToTheLastPageAndByStatus() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      made.add(0, enrolled(Person.freshAddress("many")));
    }
    tenant.post("/enrollments/" + made.get(2) + "/cancel").expect(200);
    List<String> seen = new ArrayList<>();
    for (int page = 0; page < 3; page++) {
      Reply reply = tenant.get("/enrollments?size=2&page=" + page);
      content(reply).forEach(each -> seen.add(each.getString("enrollmentId")));
      assertThat(reply.json().getInteger("totalElements")).isEqualTo(5);
      assertThat(reply.json().getInteger("totalPages")).isEqualTo(3);
    }
    assertThat(seen).isEqualTo(made);
    assertThat(content(tenant.get("/enrollments?size=2&page=3"))).isEmpty();
    assertThat(content(tenant.get("/enrollments?status=CANCELLED")))
        .extracting(each -> each.getString("enrollmentId"))
        .containsExactly(made.get(2));
    assertThat(content(tenant.get("/enrollments?status=PENDING"))).hasSize(4);
    assertThat(codes(tenant.get("/enrollments?status=pending&size=0"), 400)).hasSize(2);
  }

  @Test
  void ofTwoMailsOnlyTheTokenOfTheSecondCounts() {
    String enrollment = enrolled(address);
    String first = mailed(1);
    JsonObject again = answered(tenant.post("/enrollments/" + enrollment + "/resend"));
    assertThat(again.getString("enrollmentId")).isEqualTo(enrollment);
    assertThat(again.getString("status")).isEqualTo("PENDING");
    assertThat(Instant.parse(again.getString("lastInvitationSentAt")))
        .isAfter(Instant.parse(again.getString("createdDateTime")));
    String second = mailed(2);
    join(first).expect(410, "link_invalid");
    join(second).expect(200);
    refused(tenant.post("/enrollments/" + enrollment + "/resend"), 409, "invitation_over");
  }

  @Test
  void theTokenOfACancelledEnrollmentIsDead() {
    String enrollment = enrolled(address);
    String token = mailed(1);
    JsonObject cancelled = answered(tenant.post("/enrollments/" + enrollment + "/cancel"));
    assertThat(cancelled.getString("status")).isEqualTo("CANCELLED");
    join(token).expect(410, "link_invalid");
    refused(tenant.post("/enrollments/" + enrollment + "/cancel"), 409, "invitation_over");
  }

  @Test
  void whatCannotBeEnrolledIsRefused() {
    assertThat(codes(tenant.post("/enrollments", new JsonObject()), 400)).hasSize(2);
    refused(tenant.post("/enrollments", enrolling("nobody", MEMBER)), 400, "email_invalid");
    String role = UUID.randomUUID().toString();
    refused(tenant.post("/enrollments", enrolling(address, role)), 404, "not_found");
    String member = tenant.member(MEMBER).person().email();
    refused(tenant.post("/enrollments", enrolling(member, MEMBER)), 409, "already_member");
    String admin = "Bearer " + tenant.member(ADMIN).person().signIn().access();
    refused(
        tenant.ask(asking("POST", "/enrollments").json(enrolling(address, Tenant.OWNER)), admin),
        403,
        "role_beyond_yours");
  }

  @Test
  void anEnrollmentOfAnotherOrganizationIsNotFoundLikeNone() {
    Tenant other = Tenant.founded();
    String enrollment = enrolled(address);
    for (String id : List.of(enrollment, UUID.randomUUID().toString())) {
      refused(other.post("/enrollments/" + id + "/resend"), 404, "not_found");
      refused(other.post("/enrollments/" + id + "/cancel"), 404, "not_found");
    }
    assertThat(content(other.get("/enrollments"))).isEmpty();
    assertThat(statusOf(enrollment)).isEqualTo("PENDING");
    assertThat(codes(tenant.post("/enrollments/x/cancel"), 400)).hasSize(1);
  }

  @Test
  void onlyWhoMayInviteSeesAndSendsEnrollments() {
    String enrollment = enrolled(address);
    String reading = Tenant.token(tenant.founder(), "users:read");
    for (Ask ask :
        List.of(
            asking("GET", "/enrollments"),
            asking("POST", "/enrollments").json(enrolling(address, MEMBER)),
            asking("POST", "/enrollments/" + enrollment + "/resend"),
            asking("POST", "/enrollments/" + enrollment + "/cancel"),
            asking("GET", "/roles"))) {
      refused(tenant.ask(ask, reading), 403, "forbidden");
    }
  }
}
