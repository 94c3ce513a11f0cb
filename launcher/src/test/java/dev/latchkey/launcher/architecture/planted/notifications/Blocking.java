package dev.latchkey.launcher.architecture.planted.notifications;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** Each of these keeps its thread waiting. */
final class Blocking {
  private Blocking() {}

  static final class Awaits {
    String value(Future<String> future) {
      return future.await();
    }
  }

  static final class Joins {
    String value(CompletableFuture<String> future) {
      return future.join();
    }
  }

  static final class Gets {
    String value(java.util.concurrent.Future<String> future)
        throws ExecutionException, InterruptedException {
      return future.get();
    }
  }

  static final class Sleeps {
    void rest() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class Reads {
    String text(Path file) throws IOException {
      return Files.readString(file);
    }
  }

  static final class Refers {
    Predicate<Path> missing() {
      return Files::notExists;
    }
  }

  static final class Queries {
    boolean closed(Connection connection) throws SQLException {
      return connection.isClosed();
    }
  }
}
