package dev.latchkey.kernel.bus;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WhileImpersonating;
import dev.latchkey.api.bus.WithTemporaryPassword;
import java.util.Optional;
import java.util.stream.Stream;

/** Who may ask what, as the request's type declares it. */
final class Admission {

  private Admission() {}

  /**
   * Checks the caller of a request against what its type declares.
   *
   * @throws dev.latchkey.api.bus.Refusal {@link Failure#UNAUTHENTICATED} without a caller, {@link
   *     Failure#PASSWORD_CHANGE_REQUIRED}, {@link Failure#SECOND_FACTOR_REQUIRED} without one,
   *     {@link Failure#SECOND_FACTOR_UNPROVEN} with one, {@link Failure#FORBIDDEN} without the
   *     permission, or by a token without the scope, {@link Failure#LOGIN_REQUIRED} by a token, or
   *     by somebody who acts as another person, {@link Failure#REAUTHENTICATION_REQUIRED}
   */
  static void check(Request<?> request) {
    if (request instanceof CallerRequest<?> asked) {
      check(request.getClass(), asked.caller());
    }
  }

  // A record made in this JVM may hold null where its component says it may not.
  @SuppressWarnings("ConstantValue")
  private static void check(Class<?> type, Caller caller) {
    if (caller == null) {
      throw Failure.UNAUTHENTICATED.refusal();
    }
    if (caller.mustChangePassword() && !type.isAnnotationPresent(WithTemporaryPassword.class)) {
      throw Failure.PASSWORD_CHANGE_REQUIRED.refusal();
    }
    if (caller.secondFactorDue() && !type.isAnnotationPresent(WhileEnrolling.class)) {
      throw (caller.secondFactorHeld()
              ? Failure.SECOND_FACTOR_UNPROVEN
              : Failure.SECOND_FACTOR_REQUIRED)
          .refusal();
    }
    Requires required = type.getAnnotation(Requires.class);
    if (required != null && !caller.may(required.value())) {
      throw Failure.FORBIDDEN.refusal();
    }
    if (caller.token() != null && !isForTokens(type)
        || caller.impersonator() != null && !isForImpersonators(type)
        || caller.speaksForOrganization() && scope(type).isPresent()) {
      throw Failure.LOGIN_REQUIRED.refusal();
    }
    if (caller.token() != null && scope(type).filter(it -> !caller.may(it)).isPresent()) {
      throw Failure.FORBIDDEN.refusal();
    }
    if (type.isAnnotationPresent(Fresh.class) && !caller.fresh() && caller.token() == null) {
      throw Failure.REAUTHENTICATION_REQUIRED.refusal();
    }
  }

  private static boolean isForImpersonators(Class<?> type) {
    return isForTokens(type) && !type.isAnnotationPresent(Fresh.class) && scope(type).isEmpty()
        || type.isAnnotationPresent(WhileImpersonating.class);
  }

  private static Optional<Permission> scope(Class<?> type) {
    ByToken mark = type.getAnnotation(ByToken.class);
    return mark == null ? Optional.empty() : Stream.of(mark.value()).findFirst();
  }

  private static boolean isForTokens(Class<?> type) {
    return type.isAnnotationPresent(ByToken.class)
        || type.isAnnotationPresent(Requires.class) && !type.isAnnotationPresent(Fresh.class);
  }
}
