package dev.latchkey.launcher.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * What may never be in a house of modules, each a package below the root: the real house, or the
 * one where every rule is broken on purpose.
 *
 * @param root the package above the modules
 * @param exceptions which classes some rules pass over
 */
record HouseRules(String root, Exceptions exceptions) {

  private static final Set<String> FEATURES =
      Set.of("accounts", "sessions", "mfa", "invitations", "notifications");

  private static final Set<String> OTHERS = Set.of("api", "kernel", "router", "launcher");

  /** What the published language may be written in, besides the Java platform without SQL. */
  private static final Set<String> API_VOCABULARY =
      Set.of("java", "io.vertx.core", "com.fasterxml.jackson", "org.jspecify");

  private static final Set<String> WEB =
      Set.of("io.vertx.ext.web", "io.vertx.openapi", "io.vertx.json.schema");

  private static final Set<String> SQL_CLIENT = Set.of("io.vertx.sqlclient", "io.vertx.pgclient");

  private static final Set<String> STATEMENTS = Set.of("run", "change", "list", "find", "any");

  ArchRule aModuleIsKnownByName() {
    return Never.being(
        "a module that no rule knows",
        one -> !FEATURES.contains(module(one)) && !OTHERS.contains(module(one)));
  }

  ArchRule featuresAreStrangers() {
    return Never.naming(
        "a feature module depends on another feature module",
        (from, to) -> isFeature(from) && isFeature(to) && !module(from).equals(module(to)));
  }

  ArchRule onlyLauncherNamesFeatures() {
    return Never.naming(
        "anyone but launcher names a feature module's classes",
        (from, to) -> !isFeature(from) && isFeature(to) && !module(from).equals("launcher"));
  }

  ArchRule launcherKnowsVerticlesAndConfigs() {
    return Never.naming(
        "launcher names more of a feature module than its verticle, config, status and"
            + " administration",
        (from, to) ->
            module(from).equals("launcher")
                && isFeature(to)
                && !to.getSimpleName().endsWith("Verticle")
                && !to.getSimpleName().endsWith("Config")
                && !to.getSimpleName().endsWith("Status")
                && !to.getSimpleName().endsWith("Administration"));
  }

  ArchRule apiIsAPublishedLanguage() {
    return Never.naming(
        "api depends on SQL, on web, on another module or on a library of its own choice",
        (from, to) -> module(from).equals("api") && !speaksApi(to));
  }

  ArchRule webStaysInRouter() {
    return Never.naming(
        "web outside router",
        (from, to) -> !module(from).equals("router") && isIn(to.getPackageName(), WEB));
  }

  ArchRule theSqlClientStaysInStores() {
    return Never.naming(
        "the SQL client outside stores, kernel and wiring",
        (from, to) -> !mayTalkSql(from) && isIn(to.getPackageName(), SQL_CLIENT));
  }

  ArchRule statementsAreSentByStores() {
    return Never.using(
        "a statement sent by anything but a store, kernel or wiring",
        use ->
            !mayTalkSql(use.getOriginOwner())
                && use.getTargetOwner().isAssignableTo("dev.latchkey.kernel.sql.Sql")
                && STATEMENTS.contains(use.getName()));
  }

  ArchRule theEventBusStaysInBusPackages() {
    return Never.naming(
        "the raw event bus outside the bus packages of api and kernel",
        (from, to) ->
            to.getPackageName().equals("io.vertx.core.eventbus")
                && !to.getSimpleName().equals("EventBusOptions")
                && !exceptions.rawBusUsers().contains(from.getName())
                && !isIn(from.getPackageName(), Set.of(below("api.bus"), below("kernel.bus"))));
  }

  ArchRule nothingBlocks() {
    return Never.using(
        "a blocking call where event loops run",
        use ->
            !module(use.getOriginOwner()).equals("launcher")
                && !exceptions.blockers().contains(topLevel(use.getOriginOwner()))
                && Blocking.isMeantBy(use));
  }

  ArchRule chanceAndTimeComeFromKernel() {
    return Never.using(
        "a clock or a source of randomness outside kernel",
        use -> !module(use.getOriginOwner()).equals("kernel") && Ambient.isMeantBy(use));
  }

  ArchRule packagesAreFreeOfCycles() {
    return slices().matching(root + ".(**)").should().beFreeOfCycles();
  }

  ArchRule packagesAreNullMarked() {
    return Never.being(
        "a package without @NullMarked",
        one -> !one.getPackage().isAnnotatedWith(NullMarked.class));
  }

  /** The outermost class around a class, as one file holds them. */
  private static String topLevel(JavaClass one) {
    return one.getEnclosingClass().map(HouseRules::topLevel).orElse(one.getName());
  }

  private boolean speaksApi(JavaClass to) {
    String place = to.getPackageName();
    return to.isPrimitive()
        || isIn(place, Set.of(below("api")))
        || (isIn(place, API_VOCABULARY)
            && !isIn(place, Set.of("java.sql", "java.net.http", "io.vertx.core.http")));
  }

  private boolean mayTalkSql(JavaClass from) {
    String name = topLevel(from);
    return Set.of("kernel", "launcher").contains(module(from))
        || name.endsWith("Store")
        || name.endsWith("Verticle");
  }

  private boolean isFeature(JavaClass one) {
    return FEATURES.contains(module(one));
  }

  /** The first name below the root; empty for a class of somebody else. */
  private String module(JavaClass one) {
    String place = one.getPackageName();
    return place.startsWith(root + ".") ? place.substring(root.length() + 1).split("\\.")[0] : "";
  }

  private String below(String place) {
    return root + "." + place;
  }

  private static boolean isIn(String place, Set<String> packages) {
    return packages.stream().anyMatch(each -> (place + ".").startsWith(each + "."));
  }
}
