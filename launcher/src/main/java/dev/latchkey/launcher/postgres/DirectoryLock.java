package dev.latchkey.launcher.postgres;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One Latchkey per data directory: a lock that ends with the process that holds it, however that
 * process ends.
 */
final class DirectoryLock implements AutoCloseable {
  /**
   * A POSIX lock belongs to the process and is lost when <em>any</em> of its descriptors of the
   * file is closed, so a second attempt from this process must not even open the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @throws EmbeddedPostgresException somebody holds it
   * @throws IOException the lock's file can't be written
   */
  static DirectoryLock acquire(Home home) throws IOException {
    if (!HELD.add(home.lock())) {
      throw inUse(home);
    }
    try {
      return new DirectoryLock(home.lock(), lock(home));
    } catch (IOException | RuntimeException failure) {
      HELD.remove(home.lock());
      throw failure;
    }
  }

  private static FileChannel lock(Home home) throws IOException {
    var channel = FileChannel.open(home.lock(), CREATE, WRITE);
    if (channel.tryLock() == null) {
      channel.close();
      throw inUse(home);
    }
    return channel;
  }

  private static EmbeddedPostgresException inUse(Home home) {
    return new EmbeddedPostgresException(
        "Another Latchkey is using the data directory %s: stop it, or choose another data directory"
            .formatted(home.directory().getParent()));
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
