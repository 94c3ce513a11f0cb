package dev.latchkey.launcher.e2e;

import dev.latchkey.testing.Eventually;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mails that the directory transport has written.
 *
 * @param directory may not be there before the first mail
 */
public record Mails(Path directory) {

  /** A mail is written once and for all; tests look at the whole directory many times. */
  private static final Map<Path, Mail> READ = new ConcurrentHashMap<>();

  private static final Pattern LINK = Pattern.compile("(https?://\\S+#token=(\\S+))");

  /**
   * One mail.
   *
   * @param template its kind, as the file's name says
   * @param text the part in plain text
   */
  public record Mail(String template, String to, String subject, String text) {

    /** The link that it asks to follow. */
    public String link() {
      return group(1);
    }

    /** The token of that link. */
    public String token() {
      return group(2);
    }

    public boolean hasLink() {
      return LINK.matcher(text).find();
    }

    private String group(int number) {
      var found = LINK.matcher(text);
      if (!found.find()) {
        throw new AssertionError("There is no link in: " + text);
      }
      return found.group(number);
    }
  }

  /** All that were written so far, the oldest first. */
  public List<Mail> all() {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".eml"))
          .sorted()
          .map(file -> READ.computeIfAbsent(file, Mails::read))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of a template to an address so far, the oldest first. */
  public List<Mail> of(String template, String address) {
    return all().stream()
        .filter(mail -> mail.template().equals(template) && mail.to().equals(address))
        .toList();
  }

  /** The newest of a template to an address; waits for it. */
  public Mail newest(String template, String address) {
    return newest(template, address, 1);
  }

  /** The newest of a template to an address, once there are that many; waits for them. */
  public Mail newest(String template, String address, int count) {
    return Eventually.value(
        count + " mails " + template + " to " + address, () -> last(of(template, address), count));
  }

  private static @Nullable Mail last(List<Mail> mails, int count) {
    return mails.size() < count ? null : mails.get(mails.size() - 1);
  }

  private static Mail read(Path file) {
    try (var content = Files.newInputStream(file)) {
      MimeMessage message = new MimeMessage(null, content);
      return new Mail(
          template(file.getFileName().toString()),
          message.getRecipients(MimeMessage.RecipientType.TO)[0].toString(),
          message.getSubject(),
          text((MimeMultipart) message.getContent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new AssertionError("It is no mail: " + file, e);
    }
  }

  /** Between the time and the id: {@code 20261121T131652.911Z-verify-email-01a1fe40-….eml}. */
  private static String template(String name) {
    int idAndSuffix = 36 + ".eml".length() + 1;
    return name.substring(name.indexOf('-') + 1, name.length() - idAndSuffix);
  }

  private static String text(MimeMultipart parts) throws MessagingException, IOException {
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart part = parts.getBodyPart(i);
      if (part.isMimeType("text/plain")) {
        return (String) part.getContent();
      }
    }
    throw new AssertionError("The mail has no part in plain text");
  }
}
