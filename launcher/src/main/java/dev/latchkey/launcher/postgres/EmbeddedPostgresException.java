package dev.latchkey.launcher.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The embedded server can't be had. The message is written for the operator: it says what is wrong,
 * with which file, and what to do; it never holds a password.
 */
public final class EmbeddedPostgresException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What an operator can always do instead. */
  static final String OR_USE_YOUR_OWN =
      "or set database.url to use a PostgreSQL server of your own";

  EmbeddedPostgresException(String sentence) {
    super(sentence);
  }

  EmbeddedPostgresException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  /** A failed file access; a file system's exceptions alone often name the file and no reason. */
  static EmbeddedPostgresException on(Path directory, IOException failure) {
    return new EmbeddedPostgresException(
        "The embedded PostgreSQL can't use its directory %s (%s): make it writable and give it room, %s"
            .formatted(directory, reason(failure), OR_USE_YOUR_OWN),
        failure);
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": permission denied";
    }
    if (failure instanceof FileSystemException named && named.getReason() == null) {
      return named.getFile() + ": " + failure.getClass().getSimpleName();
    }
    return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
  }
}
