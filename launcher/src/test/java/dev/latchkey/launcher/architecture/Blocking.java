package dev.latchkey.launcher.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Map;
import java.util.Set;

/** Calls that keep their thread waiting: for a lock, another thread, a disk or a peer. */
final class Blocking {

  private static final Map<String, Set<String>> METHODS =
      Map.ofEntries(
          Map.entry("io.vertx.core.Future", Set.of("await")),
          Map.entry("java.util.concurrent.Future", Set.of("get", "join")),
          Map.entry("java.util.concurrent.CountDownLatch", Set.of("await")),
          Map.entry("java.util.concurrent.Semaphore", Set.of("acquire")),
          Map.entry("java.util.concurrent.BlockingQueue", Set.of("take", "put")),
          Map.entry(
              "java.util.concurrent.ExecutorService",
              Set.of("awaitTermination", "invokeAll", "invokeAny")),
          Map.entry("java.util.concurrent.TimeUnit", Set.of("sleep")),
          Map.entry(
              "java.util.concurrent.locks.LockSupport", Set.of("park", "parkNanos", "parkUntil")),
          Map.entry("java.lang.Thread", Set.of("sleep", "join")),
          Map.entry("java.lang.Object", Set.of("wait")),
          Map.entry("java.lang.Process", Set.of("waitFor")),
          Map.entry("java.lang.Class", Set.of("getResourceAsStream")),
          Map.entry("java.lang.ClassLoader", Set.of("getResourceAsStream")),
          Map.entry("java.net.URL", Set.of("openStream", "openConnection")),
          Map.entry("java.net.InetAddress", Set.of("getByName", "getAllByName")));

  /** Whoever touches these at all does so to read, to write or to wait. */
  private static final Set<String> CLASSES =
      Set.of(
          "java.nio.file.Files",
          "java.io.File",
          "java.io.FileInputStream",
          "java.io.FileOutputStream",
          "java.io.FileReader",
          "java.io.FileWriter",
          "java.io.RandomAccessFile",
          "java.nio.channels.FileChannel",
          "java.net.Socket",
          "java.net.ServerSocket",
          "java.net.http.HttpClient");

  private static final Set<String> PACKAGES = Set.of("java.sql", "javax.sql");

  private Blocking() {}

  static boolean isMeantBy(JavaAccess<?> use) {
    JavaClass owner = use.getTargetOwner();
    return PACKAGES.contains(owner.getPackageName())
        || CLASSES.stream().anyMatch(owner::isAssignableTo)
        || METHODS.entrySet().stream()
            .anyMatch(
                each ->
                    each.getValue().contains(use.getName()) && owner.isAssignableTo(each.getKey()));
  }
}
