package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.launcher.security.MatrixWorld.Actor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A-35 from request to mail: what people call themselves and their organisation, what they write,
 * and what their browsers say is in mails as words, and as nothing else. Every mail and every field
 * of one is tried in notifications' {@code MailInjectionTest}.
 */
class MailInjectionIT {

  private static final String HOSTILE =
      "Engines \uD83D\uDE80 <img src=x onerror=alert(1)> https://evil.example/sign-in";
  private static final String LINES =
      "Ada\r\nBcc: mallory@evil.example\r\n\r\nhttps://evil.example";

  private final SharedNode node = SharedNode.get();
  private final Latchkey latchkey = node.latchkey();
  private MatrixWorld world;
  private Actor owner;

  @BeforeEach
  void found() {
    world = MatrixWorld.on(node);
    UUID organization = world.organization();
    owner = world.actor(organization, world.role("owner"));
    owner.login().ask(Ask.patch("/org", "name", HOSTILE)).expect(200);
    owner.login().ask(Ask.patch("/me", "displayName", HOSTILE)).expect(200);
  }

  private Ask inviting(String address, String message) {
    JsonObject invitation =
        new JsonObject()
            .put("email", address)
            .put("roleIds", new JsonArray().add(world.role("member").toString()))
            .put("message", message);
    return Ask.post("/org/invitations", "invitations", List.of(invitation));
  }

  @Test
  void anInvitationSaysWhatItsInviterWroteInWordsAlone() throws Exception {
    String address = Person.freshAddress("invited");
    owner.login().ask(inviting(address, HOSTILE + "\n\nBcc: mallory@evil.example")).expect(201);
    MimeMessage mail = mail("invitation", address);
    assertThat(mail.getSubject()).contains("Engines … <img src=x").doesNotContain("evil.example");
    assertThat(part(mail, 0)).contains("Bcc: mallory@evil. example");
    assertThat(part(mail, 1).split("href=\"", -1)).as("our own link, twice").hasSize(3);
  }

  @Test
  void aNoticeGreetsByTheNameAndNamesTheBrowserInWordsAlone() throws Exception {
    Person person = new Person(latchkey, owner.id() + "@example.org", Person.PASSWORD);
    latchkey
        .ask(
            person
                .signIn(person.password())
                .with("User-Agent", "Firefox/1 " + "<img> evil.example"))
        .expect(201);
    assertThat(part(mail("new-login", person.email()), 0)).contains("Device: Firefox\n");
  }

  @Test
  void nothingWithALineBreakIsAnAddressOrAName() {
    List<Ask> asks =
        List.of(
            inviting(LINES, "Come"),
            inviting("ada@example.org\r\nBcc: b@evil.example", "Come"),
            inviting("ada@example.org,b@evil.example", "Come"),
            Ask.patch("/org", "name", LINES),
            Ask.patch("/me", "displayName", LINES));
    for (Ask ask : asks) {
      assertThat(owner.login().ask(ask).code()).isIn("invalid_request", "email_invalid");
    }
  }

  /** What has arrived, of which headers, recipient, markup and links are ours. */
  private MimeMessage mail(String template, String address) throws Exception {
    latchkey.mails().newest(template, address);
    MimeMessage mail = read(template, address);
    assertThat(mail.getAllRecipients()).hasSize(1);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(part(mail, 0)).contains("<img src=x").doesNotContain("evil.example");
    assertThat(part(mail, 1))
        .contains("&lt;img src=x")
        .doesNotContain("<img")
        .doesNotContain("evil.example");
    return mail;
  }

  private MimeMessage read(String template, String address) throws Exception {
    try (var files =
        Files.newDirectoryStream(latchkey.mails().directory(), "*-" + template + "-*")) {
      for (Path file : files) {
        var mail = new MimeMessage(null, new ByteArrayInputStream(Files.readAllBytes(file)));
        if (mail.getAllRecipients()[0].toString().equals(address)) {
          return mail;
        }
      }
    }
    throw new AssertionError("no mail " + template + " to " + address);
  }

  private static String part(MimeMessage mail, int index) throws Exception {
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    return parts.getBodyPart(index).getContent().toString().replace("\r\n", "\n");
  }
}
