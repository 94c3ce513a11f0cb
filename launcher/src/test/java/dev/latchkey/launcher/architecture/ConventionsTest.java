package dev.latchkey.launcher.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import dev.latchkey.api.Messages;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Addresses;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.IdempotentRequest;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.bus.Answers;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Agreements that the compiler does not know of. */
class ConventionsTest {

  /** The one module whose requests are not in a package of its own name. */
  private static final Map<String, String> ANSWERING = Map.of("events", "kernel");

  /** How requests that change nothing begin. */
  private static final Pattern READING = Pattern.compile("(Describe|List|Find|Count)[A-Z]");

  @Test
  void everyRequestIsListedAmongTheMessages() {
    assertThat(ApiClasses.requests()).isNotEmpty().isSubsetOf(Messages.ALL);
  }

  @Test
  void everyRequestIsARecord() {
    assertThat(ApiClasses.requests()).allMatch(Class::isRecord);
  }

  @Test
  void everyAnswerIsListedAmongTheMessages() {
    assertThat(ApiClasses.requests().stream().map(ApiClasses::answerTo)).isSubsetOf(Messages.ALL);
  }

  @Test
  void noTwoMessagesHaveTheSameSimpleName() {
    assertThat(Messages.ALL).extracting(Class::getSimpleName).doesNotHaveDuplicates();
  }

  @Test
  void noTwoFailuresHaveTheSameNumberOrCode() {
    assertThat(Failure.values()).extracting(Failure::number).doesNotHaveDuplicates();
    assertThat(Failure.values()).extracting(Failure::code).doesNotHaveDuplicates();
  }

  @Test
  void everyFailureIsFoundByItsNumber() {
    assertThat(Failure.values())
        .allSatisfy(each -> assertThat(Failure.numbered(each.number())).contains(each));
  }

  @Test
  void noTwoEventTypesHaveTheSameWireName() {
    assertThat(EventType.values()).extracting(EventType::wireName).doesNotHaveDuplicates();
  }

  @Test
  void noTwoPermissionsHaveTheSameWireName() {
    assertThat(Permission.values()).extracting(Permission::wireName).doesNotHaveDuplicates();
  }

  @Test
  void everyRequestGoesToTheAddressOfAModule() {
    Set<String> modules = addressesOfModules();
    assertThat(ApiClasses.requests())
        .allSatisfy(
            each ->
                assertThat(Addresses.of(each))
                    .isIn(
                        InternalRequest.class.isAssignableFrom(each)
                            ? internal(modules)
                            : modules));
  }

  @Test
  void everyRequestIsAnsweredOnceInTheModuleThatItsPackageNames() {
    assertThat(ApiClasses.requests())
        .allSatisfy(
            each ->
                assertThat(answerers(each))
                    .as("modules that answer %s", each.getSimpleName())
                    .containsExactly(moduleOf(each)));
  }

  /** What is not marked so is put on record when it is refused, so that the marks must be right. */
  @Test
  void requestsThatOnlyReadSayItAndAreNamedSo() {
    List<Class<?>> asked =
        ApiClasses.requests().stream().filter(CallerRequest.class::isAssignableFrom).toList();
    assertThat(asked)
        .allSatisfy(
            each ->
                assertThat(each.isAnnotationPresent(ReadOnly.class))
                    .as(each.getSimpleName())
                    .isEqualTo(READING.matcher(each.getSimpleName()).lookingAt()));
    assertThat(asked)
        .filteredOn(IdempotentRequest.class::isAssignableFrom)
        .noneMatch(each -> each.isAnnotationPresent(ReadOnly.class));
  }

  /**
   * Beside a permission alone the mark would say nothing, and beside a fresh proof without a
   * permission it would let any token do what a login has to prove anew for.
   */
  @Test
  void whatIsMarkedForTokensIsFreshExactlyWhereItTakesAPermission() {
    assertThat(ApiClasses.requests())
        .filteredOn(each -> each.isAnnotationPresent(ByToken.class))
        .isNotEmpty()
        .allSatisfy(
            each ->
                assertThat(each.isAnnotationPresent(Fresh.class))
                    .as(each.getSimpleName())
                    .isEqualTo(each.isAnnotationPresent(Requires.class)));
  }

  @Test
  void noTwoKindsOfTokensShareAPrefix() {
    assertThat(TokenKinds.declared())
        .hasSize(TokenKinds.made())
        .extracting(each -> each.prefix())
        .doesNotHaveDuplicates();
  }

  private static Set<String> addressesOfModules() {
    return Stream.of(Addresses.class.getFields())
        .map(ConventionsTest::constant)
        .filter(each -> each.startsWith("latchkey."))
        .collect(Collectors.toSet());
  }

  private static Set<String> internal(Set<String> modules) {
    return modules.stream().map(Addresses::internal).collect(Collectors.toSet());
  }

  private static String constant(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String moduleOf(Class<?> request) {
    String name = request.getPackageName().replaceFirst(".*\\.", "");
    return ANSWERING.getOrDefault(name, name);
  }

  /** The modules of the classes that register an answer to a request, once for each class. */
  private static List<String> answerers(Class<?> request) {
    return RealHouse.CLASSES.stream()
        .filter(ConventionsTest::registersAnswers)
        .filter(each -> requestsNamedBy(each).contains(request))
        .map(each -> each.getPackageName().split("\\.")[2])
        .toList();
  }

  private static boolean registersAnswers(JavaClass one) {
    return one.getMethodCallsFromSelf().stream()
        .anyMatch(
            each ->
                each.getTargetOwner().isEquivalentTo(Answers.class) && each.getName().equals("to"));
  }

  private static Set<Class<?>> requestsNamedBy(JavaClass one) {
    Set<Class<?>> named = new HashSet<>();
    one.getReferencedClassObjects().stream()
        .map(ReferencedClassObject::getValue)
        .filter(each -> each.isAssignableTo(Request.class))
        .forEach(each -> named.add(each.reflect()));
    return named;
  }
}
