package dev.latchkey.launcher.postgres;

import static java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;

/** A Unix user and group, of a file or of a process. */
record Owner(int user, int group) {
  static final Owner ROOT = new Owner(0, 0);

  /** The account without rights that every Linux has; chosen when nothing tells of a better one. */
  static final Owner NOBODY = new Owner(65534, 65534);

  static Owner of(Path file) throws IOException {
    var attributes = Files.readAttributes(file, "unix:uid,gid");
    return new Owner((int) attributes.get("uid"), (int) attributes.get("gid"));
  }

  static Owner ofThisProcess() throws IOException {
    var ids = Map.of("Uid:", 0, "Gid:", 0);
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      var effective =
          lines
              .map(line -> line.split("\\s+"))
              .filter(fields -> ids.containsKey(fields[0]))
              .mapToInt(fields -> Integer.parseInt(fields[2]))
              .toArray();
      return new Owner(effective[0], effective[1]);
    }
  }

  void give(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", user);
    Files.setAttribute(file, "unix:gid", group);
  }

  /** The first directory on the way there that lets this user not pass, as far as modes tell. */
  Optional<Path> barredFrom(Path directory) throws IOException {
    for (int depth = 0; depth <= directory.getNameCount(); depth++) {
      var path =
          depth == 0
              ? directory.getRoot()
              : directory.getRoot().resolve(directory.subpath(0, depth));
      if (!Files.getPosixFilePermissions(path).contains(permissionNeeded(path))) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  private PosixFilePermission permissionNeeded(Path path) throws IOException {
    return of(path).user == user ? OWNER_EXECUTE : OTHERS_EXECUTE;
  }

  boolean isRoot() {
    return user == 0;
  }
}
