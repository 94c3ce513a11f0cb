package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Login;
import dev.latchkey.launcher.e2e.Mails;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.e2e.Wire;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** whatever a request says of the server's name, mails link to the configured one. */
class MailLinkIT {

  private static final String API = "/api/v1";

  private static Latchkey latchkey;
  private static Person person;
  private static Login login;

  @BeforeAll
  static void register() {
    latchkey = SharedNode.get().latchkey();
    person = Person.registered(latchkey, "linked");
    login = person.signIn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: evil.example:443",
        "Host: localhost@evil.example",
        "Host: localhost#.evil.example",
        "Host: localhost\r\nHost: evil.example",
        "Host: localhost\r\n Host: evil.example",
        "Host: localhost\r\nX-Forwarded-Host: evil.example",
        "Host: localhost\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https",
        "Host: localhost\r\nX-Forwarded-Server: evil.example\r\nX-Forwarded-Port: 444",
        "Host: localhost\r\nX-Forwarded-Prefix: //evil.example",
        "Host: localhost\r\nForwarded: for=1.2.3.4;host=evil.example;proto=https",
        "Host: localhost\r\nX-Original-Host: evil.example\r\nX-Host: evil.example",
        "Host: localhost\r\nX-HTTP-Host-Override: evil.example",
        "Host: localhost\r\nX-Original-URL: http://evil.example/",
        "Host: localhost\r\nOrigin: https://evil.example\r\nReferer: https://evil.example/",
      })
  void aHeaderDoesNotMoveTheLink(String headers) {
    attack("", headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "https://evil.example:8443", "//evil.example"})
  void anAbsoluteTargetDoesNotMoveTheLink(String prefix) {
    attack(prefix, "Host: evil.example");
    attack(prefix, "Host: localhost");
  }

  private static void attack(String prefix, String headers) {
    forget(prefix, headers);
    register(prefix, headers);
    addEmail(prefix, headers);
  }

  private static void forget(String prefix, String headers) {
    int before = latchkey.mails().of("password-reset", person.email()).size();
    String body = "{\"email\":\"" + person.email() + "\"}";
    if (accepted(post(prefix + API + "/password/forgot", headers, body))) {
      assertOurs(latchkey.mails().newest("password-reset", person.email(), before + 1));
    }
  }

  private static void register(String prefix, String headers) {
    String address = Person.freshAddress("attacked");
    String body = "{\"email\":\"" + address + "\",\"password\":\"" + Person.PASSWORD + "\"}";
    if (accepted(post(prefix + API + "/registrations", headers, body))) {
      assertOurs(latchkey.mails().newest("registration", address));
    }
  }

  private static void addEmail(String prefix, String headers) {
    String address = Person.freshAddress("added");
    String authorised = headers + "\r\nAuthorization: Bearer " + login.access();
    String body = "{\"email\":\"" + address + "\"}";
    String answer = post(prefix + API + "/me/emails", authorised, body);
    if (accepted(answer)) {
      assertThat(answer).contains("location: /api/v1/me/emails/");
      assertOurs(latchkey.mails().newest("verify-email", address));
      String id = answer.replaceAll("(?s).*location: (\\S+).*", "$1");
      login.ask(dev.latchkey.launcher.e2e.Ask.of("DELETE", id)).expect(204);
    }
  }

  private static String post(String target, String headers, String body) {
    return Wire.send(
        latchkey.url(),
        """
        POST %s HTTP/1.1\r
        %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Connection: close\r
        \r
        %s\
        """
            .formatted(target, headers, body.getBytes(StandardCharsets.UTF_8).length, body));
  }

  /** Whether it took the request; otherwise it has said what is wrong with it. */
  private static boolean accepted(String answer) {
    assertThat(answer).matches("(?s)HTTP/1.1 (201|202|400|404) .*").doesNotContain("evil.example");
    return answer.startsWith("HTTP/1.1 20");
  }

  private static void assertOurs(Mails.Mail mail) {
    assertThat(mail.link()).startsWith(latchkey.url() + "/");
    assertThat(mail.text()).doesNotContain("evil.example");
  }
}
