package dev.latchkey.launcher.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Map;
import java.util.Set;

/** What a class takes from its surroundings instead of from kernel: the time, and chance. */
final class Ambient {

  private static final String CONSTRUCTOR = "<init>";

  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "java.time.Clock", Set.of("system", "systemUTC", "systemDefaultZone"),
          "java.lang.System", Set.of("currentTimeMillis"),
          "java.lang.Math", Set.of("random"),
          "java.util.UUID", Set.of("randomUUID"),
          "java.util.Date", Set.of(CONSTRUCTOR),
          "java.util.Random", Set.of(CONSTRUCTOR),
          "java.util.concurrent.ThreadLocalRandom", Set.of("current"),
          "java.security.SecureRandom", Set.of("getInstance", "getInstanceStrong"));

  private Ambient() {}

  static boolean isMeantBy(JavaAccess<?> use) {
    String owner = use.getTargetOwner().getName();
    return METHODS.entrySet().stream()
            .anyMatch(
                each ->
                    use.getTargetOwner().isAssignableTo(each.getKey())
                        && each.getValue().contains(use.getName()))
        || (owner.startsWith("java.time.") && use.getName().equals("now"))
        || owner.startsWith("com.github.f4b6a3.uuid.");
  }
}
