package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.Reply;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.Contract.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may ask at all, of every operation that the contract lists. */
class AuthorisationIT {

  private static final String UNSIGNED =
      "eyJhbGciOiJub25lIn0.eyJzdWIiOiIwMTlhYTViMC02ZjNlLTdjNTEtOGYwYi0wZjZmMmE5YzFkN2UifQ.";

  private static SharedNode node;
  private static String ended = "";
  private static Login stale;

  @BeforeAll
  static void signIn() {
    node = SharedNode.get();
    Login login = node.owner().signIn();
    login.me().expect(200);
    login.ask(Ask.delete("/sessions/current")).expect(204);
    ended = login.access();
    stale = Person.registered(node.latchkey(), "stale").signIn();
    authenticatedMinutesAgo(stale, 6);
  }

  private static void authenticatedMinutesAgo(Login login, int minutes) {
    node.database()
        .execute(
            "UPDATE sessions.login SET authenticated_at = now() - interval '%d min' WHERE id = '%s'"
                .formatted(minutes, login.id()));
  }

  static Stream<Operation> guarded() {
    return operations().filter(operation -> !operation.isPublic());
  }

  static Stream<Operation> fresh() {
    return operations().filter(Operation::fresh);
  }

  private static Stream<Operation> operations() {
    return Contract.of(SharedNode.get().latchkey()).operations().stream();
  }

  @Test
  void theContractListsWhatThereIs() {
    assertThat(guarded()).hasSizeGreaterThan(15);
    assertThat(fresh()).hasSizeGreaterThan(4);
  }

  @ParameterizedTest
  @MethodSource("guarded")
  void nobodyGetsInWithoutATokenThatCounts(Operation operation) {
    Latchkey latchkey = node.latchkey();
    Ask ask = operation.ask();
    assertThat(refused(latchkey.ask(ask)).header("www-authenticate")).isEqualTo("Bearer");
    for (String wrong : List.of("garbage", UNSIGNED, ended, ended + "x", ended.substring(1))) {
      assertThat(refused(latchkey.ask(ask.as(wrong))).header("www-authenticate"))
          .isEqualTo("Bearer error=\"invalid_token\"");
    }
    refused(latchkey.ask(ask.with("Authorization", "Basic b3duZXI6cGFzc3dvcmQ=")));
    refused(latchkey.ask(twice(ask, "Bearer " + stale.access())));
    refused(latchkey.ask(ask.as(stale.refresh())));
    refused(latchkey.ask(ask.with("Cookie", "access_token=" + stale.access())));
    refused(latchkey.ask(Ask.of(ask.method(), ask.path() + "?access_token=" + stale.access())));
  }

  /** With two credentials, of which each alone would count. */
  private static Ask twice(Ask ask, String credential) {
    List<String> headers =
        Stream.concat(
                ask.headers().stream(),
                Stream.of("Authorization", credential, "Authorization", credential))
            .toList();
    return new Ask(ask.method(), ask.path(), headers, ask.body());
  }

  private static Reply refused(Reply reply) {
    return reply.expect(401, "unauthenticated");
  }

  @ParameterizedTest
  @MethodSource("fresh")
  void aSensitiveOperationWantsAFreshProof(Operation operation) {
    stale.me().expect(200);
    stale.ask(operation.ask()).expect(403, "reauthentication_required");
  }

  @Test
  void aChangeOfAddressWantsAFreshProofAndTheRestOfTheProfileDoesNot() {
    stale.ask(Ask.patch("/me", "email", "x@example.org")).expect(403, "reauthentication_required");
    stale.ask(Ask.patch("/me", "displayName", "Stale")).expect(200);
  }

  @Test
  void aFreshProofOpensTheDoorAgainForFiveMinutes() {
    Person person = Person.registered(node.latchkey(), "proving");
    Login login = person.signIn();
    authenticatedMinutesAgo(login, 6);
    login.ask(Ask.delete("/me/logins")).expect(403, "reauthentication_required");
    Reply proof = login.ask(Ask.post("/sessions/reauthenticate", "password", person.password()));
    Login proven = Login.of(node.latchkey(), proof.expect(200));
    assertThat(proven.id()).isEqualTo(login.id());
    proven.ask(Ask.delete("/me/logins")).expect(204);
    login.tryRefresh().expect(401, "invalid_refresh_token");
    Login refreshed = proven.refreshed();
    authenticatedMinutesAgo(proven, 6);
    refreshed.refreshed().ask(Ask.delete("/me/logins")).expect(403, "reauthentication_required");
  }

  @Test
  void nobodySeesOrTouchesWhatIsSomebodyElses() {
    Login victim = Person.registered(node.latchkey(), "victim").signIn();
    String email = victim.addEmail(Person.freshAddress("second"));
    Login stranger = Person.registered(node.latchkey(), "stranger").signIn();
    Stream.of(
            Ask.delete("/me/logins/" + victim.id()),
            Ask.delete("/me/emails/" + email),
            Ask.put("/me/emails/" + email + "/primary"),
            Ask.post("/me/emails/" + email + "/verification"))
        .map(ask -> new Ask(ask.method(), ask.path(), List.of(), null))
        .forEach(
            ask -> {
              Ask unknown = Ask.of(ask.method(), ask.path().replaceAll("[0-9a-f-]{36}", nobodys()));
              Reply foreign = stranger.ask(ask).expect(404, "not_found");
              assertThat(foreign.essence()).isEqualTo(stranger.ask(unknown).essence());
            });
    victim.me().expect(200);
    assertThat(victim.ask(Ask.get("/me/emails")).items()).hasSize(2);
  }

  private static String nobodys() {
    return "019aa5b0-6f3e-7c51-8f0b-0f6f2a9c1d7e";
  }
}
