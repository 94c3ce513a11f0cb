package dev.latchkey.launcher.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Rules that forbid something; each violation belongs to the class that commits it. */
final class Never {

  private Never() {}

  /** No class may name another in this way: in a field, a signature, a call, an annotation … */
  static ArchRule naming(String what, BiPredicate<JavaClass, JavaClass> forbidden) {
    return classes()
        .should(
            new ArchCondition<>("never: " + what) {
              @Override
              public void check(JavaClass from, ConditionEvents events) {
                from.getDirectDependenciesFromSelf().stream()
                    .filter(each -> forbidden.test(from, target(each)))
                    .forEach(each -> report(events, from, each.getDescription()));
              }
            });
  }

  /** No class may call, or refer to, a method, a constructor or a field in this way. */
  static ArchRule using(String what, Predicate<JavaAccess<?>> forbidden) {
    return classes()
        .should(
            new ArchCondition<>("never: " + what) {
              @Override
              public void check(JavaClass from, ConditionEvents events) {
                from.getAccessesFromSelf().stream()
                    .filter(forbidden)
                    .forEach(each -> report(events, from, each.getDescription()));
              }
            });
  }

  /** No class may be of this kind. */
  static ArchRule being(String what, Predicate<JavaClass> forbidden) {
    return classes()
        .should(
            new ArchCondition<>("never: " + what) {
              @Override
              public void check(JavaClass one, ConditionEvents events) {
                if (forbidden.test(one)) {
                  report(events, one, one.getDescription());
                }
              }
            });
  }

  private static JavaClass target(Dependency dependency) {
    return dependency.getTargetClass().getBaseComponentType();
  }

  private static void report(ConditionEvents events, JavaClass offender, String description) {
    events.add(SimpleConditionEvent.violated(offender, description));
  }
}
