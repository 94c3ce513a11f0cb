package dev.latchkey.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The house rules. Each is first seen to find exactly the offenders that are planted in a small
 * house of its own, then held against the real one.
 */
class ArchitectureTest {

  private static final HouseRules REAL = new HouseRules(RealHouse.ROOT, Exceptions.REASONED);
  private static final HouseRules STRICT = new HouseRules(RealHouse.ROOT, Exceptions.NONE);
  private static final HouseRules PLANTED = new HouseRules(PlantedHouse.ROOT, Exceptions.NONE);

  @Test
  void theWholeHouseIsLookedAt() {
    Set<String> modules = new TreeSet<>();
    RealHouse.CLASSES.forEach(
        each ->
            modules.add(
                each.getPackageName().replaceFirst("^dev\\.latchkey\\.?", "").split("\\.")[0]));
    assertThat(modules)
        .contains(
            "api",
            "kernel",
            "accounts",
            "sessions",
            "mfa",
            "invitations",
            "notifications",
            "router",
            "launcher")
        .doesNotContain("testing");
    assertThat(RealHouse.CLASSES.stream().map(JavaClass::getPackageName))
        .noneMatch(each -> each.startsWith(PlantedHouse.ROOT));
  }

  @Test
  void everyModuleIsKnownToTheRules() {
    assertHolds(HouseRules::aModuleIsKnownByName, "billing.Stranger");
  }

  @Test
  void featureModulesAreStrangersToEachOther() {
    assertHolds(HouseRules::featuresAreStrangers, "accounts.Borrower");
  }

  @Test
  void onlyLauncherNamesTheClassesOfAFeatureModule() {
    assertHolds(HouseRules::onlyLauncherNamesFeatures, "router.Nosy");
  }

  @Test
  void launcherNamesVerticlesAndConfigsOnly() {
    assertHolds(HouseRules::launcherKnowsVerticlesAndConfigs, "launcher.Meddler");
  }

  @Test
  void apiIsFreeOfSqlOfWebAndOfOtherModules() {
    assertHolds(HouseRules::apiIsAPublishedLanguage, "api.Rows", "api.Pages", "api.Upward");
  }

  @Test
  void webStaysInRouter() {
    assertHolds(HouseRules::webStaysInRouter, "sessions.Page", "api.Pages");
  }

  @Test
  void theSqlClientStaysInStores() {
    assertHolds(HouseRules::theSqlClientStaysInStores, "accounts.Act", "api.Rows");
  }

  @Test
  void statementsAreSentByStores() {
    assertHolds(HouseRules::statementsAreSentByStores, "accounts.Asker");
  }

  @Test
  void theRawEventBusStaysInTheBusPackages() {
    assertHolds(HouseRules::theEventBusStaysInBusPackages, "accounts.Shouter");
  }

  @Test
  void nothingBlocksAnEventLoop() {
    assertHolds(
        HouseRules::nothingBlocks,
        "notifications.Blocking$Awaits",
        "notifications.Blocking$Joins",
        "notifications.Blocking$Gets",
        "notifications.Blocking$Sleeps",
        "notifications.Blocking$Reads",
        "notifications.Blocking$Refers",
        "notifications.Blocking$Queries");
  }

  @Test
  void chanceAndTimeComeFromKernel() {
    assertHolds(
        HouseRules::chanceAndTimeComeFromKernel,
        "launcher.Chance$Now",
        "launcher.Chance$Id",
        "launcher.Chance$Refers",
        "launcher.Chance$Secure",
        "launcher.Chance$Dice");
  }

  @Test
  void packagesAreFreeOfCycles() {
    EvaluationResult planted = PLANTED.packagesAreFreeOfCycles().evaluate(PlantedHouse.CLASSES);
    assertThat(planted.getFailureReport().getDetails())
        .singleElement()
        .asString()
        .contains("accounts.chicken", "accounts.egg");
    REAL.packagesAreFreeOfCycles().check(RealHouse.CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    assertThat(
            offenders(
                PLANTED.packagesAreNullMarked(),
                PlantedHouse.only("accounts.marked", "accounts.unmarked")))
        .containsExactly("accounts.unmarked.Careless");
    REAL.packagesAreNullMarked().check(RealHouse.CLASSES);
  }

  @Test
  void everyExceptionIsStillNeeded() {
    assertThat(files(STRICT.nothingBlocks())).isEqualTo(Exceptions.REASONED.blockers());
    assertThat(files(STRICT.theEventBusStaysInBusPackages()))
        .isEqualTo(Exceptions.REASONED.rawBusUsers());
  }

  private static void assertHolds(Function<HouseRules, ArchRule> rule, String... planted) {
    assertThat(offenders(rule.apply(PLANTED), PlantedHouse.CLASSES))
        .containsExactlyInAnyOrder(planted);
    rule.apply(REAL).check(RealHouse.CLASSES);
  }

  /** The classes that break a rule, without the root of their house. */
  private static Set<String> offenders(ArchRule rule, JavaClasses classes) {
    Set<String> names = new TreeSet<>();
    rule.evaluate(classes)
        .handleViolations(
            (Collection<JavaClass> offenders, String message) ->
                offenders.forEach(each -> names.add(shortened(each))));
    return names;
  }

  /** The outermost classes of the real house that break a rule. */
  private static Set<String> files(ArchRule rule) {
    return offenders(rule, RealHouse.CLASSES).stream()
        .map(each -> RealHouse.ROOT + "." + each.replaceFirst("\\$.*", ""))
        .collect(Collectors.toSet());
  }

  private static String shortened(JavaClass one) {
    return Stream.of(PlantedHouse.ROOT, RealHouse.ROOT)
        .filter(root -> one.getName().startsWith(root + "."))
        .map(root -> one.getName().substring(root.length() + 1))
        .findFirst()
        .orElseThrow();
  }
}
