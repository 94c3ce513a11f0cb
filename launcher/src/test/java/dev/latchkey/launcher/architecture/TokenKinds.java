package dev.latchkey.launcher.architecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.latchkey.kernel.secret.TokenKind;
import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;

/**
 * The kinds of opaque tokens. Each is a constant of the class that hands it out, so that all are
 * found: as many constants as there are places where a kind is made.
 */
final class TokenKinds {

  private TokenKinds() {}

  /** The values of all constants of that type. */
  static List<TokenKind> declared() {
    return RealHouse.CLASSES.stream()
        .flatMap(each -> each.getFields().stream())
        .filter(each -> each.getRawType().isEquivalentTo(TokenKind.class))
        .filter(each -> each.getModifiers().contains(JavaModifier.STATIC))
        .map(TokenKinds::value)
        .toList();
  }

  /** How many places make a kind. */
  static int made() {
    return (int) RealHouse.CLASSES.stream().flatMap(TokenKinds::making).count();
  }

  private static Stream<JavaAccess<?>> making(JavaClass one) {
    return one.getAccessesFromSelf().stream()
        .filter(each -> !one.isEquivalentTo(TokenKind.class))
        .filter(each -> each.getTargetOwner().isEquivalentTo(TokenKind.class))
        .filter(each -> each.getName().equals("of") || each.getName().equals("<init>"));
  }

  private static TokenKind value(JavaField constant) {
    try {
      Field field = constant.reflect();
      field.setAccessible(true);
      return (TokenKind) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
