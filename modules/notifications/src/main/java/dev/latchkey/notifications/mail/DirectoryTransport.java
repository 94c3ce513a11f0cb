package dev.latchkey.notifications.mail;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.file.CopyOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;

/**
 * Puts each mail into a directory as an {@code .eml} file that any mail program opens: for
 * development, or for a mailer that picks files up. Needs a file system with POSIX permissions.
 *
 * <p>A file's name tells when the mail was queued, which it is and its Message-ID, so names sort by
 * time and a repeated mail replaces its own file. A file appears complete or not at all. The mails
 * hold links with secrets, so the directory is made with mode 0700 and files with 0600; an existing
 * directory that others may enter is not used. Files are never deleted here.
 */
public final class DirectoryTransport implements MailTransport {
  /** Chosen, not measured: a local disk that takes longer is not working. */
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final String OWNER_ONLY_DIRECTORY = "rwx------";
  private static final String OWNER_ONLY_FILE = "rw-------";
  private static final CopyOptions REPLACE =
      new CopyOptions().setAtomicMove(true).setReplaceExisting(true);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Vertx vertx;
  private final Path directory;

  /** Nothing is touched before the first mail. */
  public DirectoryTransport(Vertx vertx, Path directory) {
    this.vertx = vertx;
    this.directory = directory.toAbsolutePath();
  }

  @Override
  public Future<Void> send(RenderedMail mail) {
    return privateDirectory()
        .compose(ready -> write(mail))
        .timeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .recover(DirectoryTransport::deferred);
  }

  /** Nothing to let go of. */
  @Override
  public Future<Void> close() {
    return Future.succeededFuture();
  }

  /** The file's name, the same on every try. */
  static String fileName(RenderedMail mail) {
    return "%s-%s-%s.eml"
        .formatted(
            TIME.format(mail.date()), mail.template().key(), MessageId.local(mail.messageId()));
  }

  private Future<Void> privateDirectory() {
    return vertx
        .fileSystem()
        .mkdirs(directory.toString(), OWNER_ONLY_DIRECTORY)
        .compose(made -> vertx.executeBlocking(this::checkedPermissions, false));
  }

  private Void checkedPermissions() throws Exception {
    var owner =
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    if (!owner.containsAll(Files.getPosixFilePermissions(directory))) {
      throw new MailDeferred(
          "others may enter the mail directory " + directory + "; give it mode 0700", null);
    }
    return null;
  }

  private Future<Void> write(RenderedMail mail) {
    var target = directory.resolve(fileName(mail)).toString();
    return vertx
        .fileSystem()
        .createTempFile(directory.toString(), ".", ".tmp", OWNER_ONLY_FILE)
        .compose(
            temporary ->
                vertx
                    .fileSystem()
                    .writeFile(temporary, MimeMessages.file(mail))
                    .compose(written -> vertx.fileSystem().move(temporary, target, REPLACE))
                    .recover(cause -> discard(temporary, cause)));
  }

  private Future<Void> discard(String temporary, Throwable cause) {
    return vertx.fileSystem().delete(temporary).transform(gone -> Future.failedFuture(cause));
  }

  private static Future<Void> deferred(Throwable cause) {
    return Future.failedFuture(
        cause instanceof MailFailure
            ? cause
            : new MailDeferred("the mail could not be written to its directory: " + cause, cause));
  }
}
