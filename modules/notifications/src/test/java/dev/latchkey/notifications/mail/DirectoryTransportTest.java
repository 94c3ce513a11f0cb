package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTransportTest extends MailTransportContract {
  private static Vertx vertx = Vertx.vertx();

  @TempDir private Path parent = Path.of(".");
  private Path directory = parent;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(5, TimeUnit.SECONDS);
  }

  @BeforeEach
  void chooseDirectory() {
    directory = parent.resolve("deep").resolve("mails");
  }

  @Override
  MailTransport transport() {
    return new DirectoryTransport(vertx, directory);
  }

  @Override
  List<MimeMessage> arrived() throws Exception {
    var messages = new ArrayList<MimeMessage>();
    for (var file : files()) {
      try (var stream = Files.newInputStream(file)) {
        messages.add(new MimeMessage(Session.getInstance(new Properties()), stream));
      }
    }
    return messages;
  }

  @Test
  void theNameTellsTimeTemplateAndId() throws Exception {
    send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en"));
    assertThat(files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly(
            "20261121T140507.250Z-password-reset-0199f3a1-7c55-7b1e-9f0a-4b1d2c3e4f50.eml");
  }

  @Test
  void aRepeatedMailReplacesItsOwnFile() throws Exception {
    send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en"));
    send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en"));
    assertThat(files()).hasSize(1);
  }

  @Test
  void theSameMailFromManySidesAtOnceIsOneWholeFile() throws Exception {
    var mail = Mails.rendered(MailTemplate.PASSWORD_RESET, "en");
    var transport = transport();
    var sends = IntStream.range(0, 32).mapToObj(i -> transport.send(mail)).toList();
    Future.all(sends).await(10, TimeUnit.SECONDS);
    assertThat(files()).hasSize(1);
    aFileIsPureAsciiWithCrlf(files().get(0));
  }

  @Test
  void onlyTheOwnerMayEnterTheDirectoryAndReadTheFile() throws Exception {
    send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en"));
    assertThat(permissions(directory)).isEqualTo("rwx------");
    assertThat(permissions(files().get(0))).isEqualTo("rw-------");
  }

  @Test
  void aDirectoryThatOthersMayEnterIsNotUsed() throws Exception {
    Files.createDirectories(directory);
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    assertThatThrownBy(() -> send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en")))
        .isInstanceOf(MailDeferred.class)
        .hasMessageContaining("0700");
    assertThat(files()).isEmpty();
  }

  @Test
  void aMailThatCannotBeWrittenIsDeferredAndLeavesNothing() throws Exception {
    var mail = Mails.rendered(MailTemplate.PASSWORD_RESET, "en");
    var inTheWay = directory.resolve(DirectoryTransport.fileName(mail));
    Files.createDirectories(inTheWay.resolve("full"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> send(mail)).isInstanceOf(MailDeferred.class);
    assertThat(files()).containsExactly(inTheWay);
  }

  @Test
  void aFileInPlaceOfTheDirectoryDefers() throws Exception {
    Files.createDirectories(parent.resolve("deep"));
    Files.writeString(directory, "a file");
    assertThatThrownBy(() -> send(Mails.rendered(MailTemplate.PASSWORD_RESET, "en")))
        .isInstanceOf(MailDeferred.class);
  }

  private static void aFileIsPureAsciiWithCrlf(Path file) throws IOException {
    var bytes = Files.readString(file, java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(bytes).endsWith("--\r\n").doesNotContainPattern("[^\r]\n");
    assertThat(bytes.chars()).allMatch(c -> c < 128);
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private List<Path> files() {
    try (var files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
