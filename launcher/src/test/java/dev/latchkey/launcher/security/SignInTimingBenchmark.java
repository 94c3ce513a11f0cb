package dev.latchkey.launcher.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.launcher.e2e.Ask;
import dev.latchkey.launcher.e2e.Latchkey;
import dev.latchkey.launcher.e2e.Launch;
import dev.latchkey.launcher.e2e.Person;
import dev.latchkey.launcher.e2e.SharedNode;
import dev.latchkey.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A-01 by the clock: whether refused sign-ins can be told apart by how long they take. For a quiet
 * machine, so it runs only when asked for ({@code -Dit.test=SignInTimingBenchmark}); that each
 * costs the same statements and one hash is what {@link EnumerationIT} asserts everywhere.
 */
class SignInTimingBenchmark {

  private static final int WARM_UP = 50;
  private static final int ROUNDS = 400;

  /** Two medians that are closer than this can't be told apart from outside. */
  private static final double SAME_MILLIS = 3;

  private static final double SAME_SHARE = 0.05;

  @Test
  void whyASignInIsRefusedCannotBeTimed(@TempDir Path home) {
    TestDatabase database = TestDatabase.with("accounts", "sessions", "notifications");
    Launch launch = SharedNode.open(Launch.in(home)).on(database, SharedNode.keyset(home));
    try (Latchkey latchkey = launch.start()) {
      Map<String, Ask> classes = classes(latchkey);
      measure(latchkey, database, classes, WARM_UP);
      Map<String, double[]> taken = measure(latchkey, database, classes, ROUNDS);
      double reference = median(taken.get("unknown"));
      taken.forEach(
          (name, millis) ->
              System.out.printf(
                  "%-16s median %.2f ms, p %.3f%n",
                  name, median(millis), probability(millis, taken.get("unknown"))));
      assertThat(taken)
          .allSatisfy(
              (name, millis) ->
                  assertThat(Math.abs(median(millis) - reference))
                      .as(name)
                      .isLessThanOrEqualTo(Math.max(SAME_MILLIS, SAME_SHARE * reference)));
    }
  }

  private static Map<String, Ask> classes(Latchkey latchkey) {
    Person known = Person.owner(latchkey);
    Person unproven = new Person(latchkey, Person.freshAddress("unproven"), Person.PASSWORD);
    unproven.register();
    Map<String, Ask> classes = new LinkedHashMap<>();
    classes.put("wrong password", known.signIn("seven moons under a violet teapot"));
    classes.put("unproven", unproven.signIn(unproven.password()));
    classes.put("too long", known.signIn("x".repeat(1024)));
    Person nobody = new Person(latchkey, "nobody@example.net", Person.PASSWORD);
    classes.put("unknown", nobody.signIn(Person.PASSWORD));
    return classes;
  }

  private static Map<String, double[]> measure(
      Latchkey latchkey, TestDatabase database, Map<String, Ask> classes, int rounds) {
    Map<String, List<Double>> taken = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      // Nobody is ever locked out: guesses are forgotten before each round.
      database.execute("DELETE FROM kernel.guess");
      classes.forEach(
          (name, ask) ->
              taken.computeIfAbsent(name, first -> new ArrayList<>()).add(millis(latchkey, ask)));
    }
    Map<String, double[]> sorted = new LinkedHashMap<>();
    taken.forEach(
        (name, all) ->
            sorted.put(name, all.stream().mapToDouble(Double::doubleValue).sorted().toArray()));
    return sorted;
  }

  private static double millis(Latchkey latchkey, Ask ask) {
    long begun = System.nanoTime();
    latchkey.ask(ask).expect(401);
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  /** Two-sided p of the Mann-Whitney U test, by its normal approximation. */
  private static double probability(double[] one, double[] other) {
    double wins = 0;
    for (double each : one) {
      int below = Arrays.binarySearch(other, each);
      wins += below < 0 ? -below - 1 : below + 0.5;
    }
    double pairs = (double) one.length * other.length;
    double spread = Math.sqrt(pairs * (one.length + other.length + 1) / 12);
    double z = Math.abs(wins - pairs / 2) / spread;
    return 2 * (1 - normal(z));
  }

  /** The normal distribution, by the approximation of Abramowitz and Stegun, 26.2.17. */
  private static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * z);
    double tail =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return 1 - tail * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }
}
