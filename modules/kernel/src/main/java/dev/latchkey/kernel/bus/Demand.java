package dev.latchkey.kernel.bus;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.FreshInPart;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WhileImpersonating;
import dev.latchkey.api.bus.WithTemporaryPassword;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a request demands of those who ask, as its type declares it. Every message is checked
 * against it where it is answered; the router asks it beforehand too, so that who may not ask is
 * told before a body is read. Immutable.
 *
 * @param request the simple name of its type
 * @param isPublic whether nobody need say who they are
 * @param permission what the caller must hold; empty when it is their own affair
 * @param fresh whether they must have proven a short while ago who they are
 * @param sensitive whether that matters for some part of it at least
 * @param byToken whether an API token may ask
 * @param scope what a token must have been given besides, which then is a person's own
 * @param byImpersonator whether somebody may ask who acts as another person
 * @param withTemporaryPassword whether they may ask before they have changed a temporary password
 * @param whileEnrolling whether they may ask before they have set up a second factor that is
 *     demanded
 */
public record Demand(
    String request,
    boolean isPublic,
    Optional<Permission> permission,
    boolean fresh,
    boolean sensitive,
    boolean byToken,
    Optional<Permission> scope,
    boolean byImpersonator,
    boolean withTemporaryPassword,
    boolean whileEnrolling) {

  /** What this request declares. */
  public static Demand of(Class<? extends Request<?>> request) {
    return new Demand(
        request.getSimpleName(),
        PublicRequest.class.isAssignableFrom(request),
        Optional.ofNullable(request.getAnnotation(Requires.class)).map(Requires::value),
        request.isAnnotationPresent(Fresh.class),
        request.isAnnotationPresent(Fresh.class) || request.isAnnotationPresent(FreshInPart.class),
        isForTokens(request),
        scope(request),
        isForImpersonators(request),
        request.isAnnotationPresent(WithTemporaryPassword.class),
        request.isAnnotationPresent(WhileEnrolling.class));
  }

  private static Optional<Permission> scope(Class<?> request) {
    return Optional.ofNullable(request.getAnnotation(ByToken.class))
        .flatMap(mark -> Stream.of(mark.value()).findFirst());
  }

  /**
   * What is demanded alike by this and by another request, where it is not known yet which of them
   * will be asked. The kernel checks the one that is. A token needs the scope of the one that it
   * may ask, where it may ask but one.
   */
  public Demand or(Demand other) {
    return new Demand(
        request,
        isPublic || other.isPublic,
        permission.equals(other.permission) ? permission : Optional.empty(),
        fresh && other.fresh,
        sensitive || other.sensitive,
        byToken || other.byToken,
        commonScope(other),
        byImpersonator || other.byImpersonator,
        withTemporaryPassword || other.withTemporaryPassword,
        whileEnrolling || other.whileEnrolling);
  }

  private Optional<Permission> commonScope(Demand other) {
    if (byToken != other.byToken) {
      return byToken ? scope : other.scope;
    }
    return scope.equals(other.scope) ? scope : Optional.empty();
  }

  private static boolean isForTokens(Class<?> request) {
    return request.isAnnotationPresent(ByToken.class) || isUsual(request);
  }

  private static boolean isForImpersonators(Class<?> request) {
    return isForTokens(request)
            && !request.isAnnotationPresent(Fresh.class)
            && scope(request).isEmpty()
        || request.isAnnotationPresent(WhileImpersonating.class);
  }

  private static boolean isUsual(Class<?> request) {
    return request.isAnnotationPresent(Requires.class) && !request.isAnnotationPresent(Fresh.class);
  }

  /** The word that a contract's {@code x-permission} has for it. */
  public String permissionWord() {
    return isPublic ? "public" : permission.map(Permission::wireName).orElse("self");
  }

  /**
   * Checks who asks.
   *
   * @throws Refusal {@link Failure#UNAUTHENTICATED} without a caller where one is needed, and what
   *     {@link #refusal} answers
   */
  // A record made in this JVM may hold null where its component says it may not.
  @SuppressWarnings("ConstantValue")
  void check(Request<?> asked) {
    if (asked instanceof CallerRequest<?> byCaller) {
      Caller caller = byCaller.caller();
      if (caller == null) {
        throw Failure.UNAUTHENTICATED.refusal();
      }
      refusal(caller).ifPresent(Demand::refuse);
    }
  }

  private static void refuse(Refusal refusal) {
    throw refusal;
  }

  /**
   * Why this caller may not ask: {@link Failure#PASSWORD_CHANGE_REQUIRED}, {@link
   * Failure#SECOND_FACTOR_REQUIRED} of whoever has none, {@link Failure#SECOND_FACTOR_UNPROVEN} of
   * whoever has one, {@link Failure#FORBIDDEN} without the permission, or by a token without the
   * scope, {@link Failure#LOGIN_REQUIRED} by a token, or by somebody who acts as another person,
   * {@link Failure#REAUTHENTICATION_REQUIRED}; empty when they may.
   */
  public Optional<Refusal> refusal(Caller caller) {
    return refusing(caller).map(Failure::refusal);
  }

  private Optional<Failure> refusing(Caller caller) {
    if (caller.mustChangePassword() && !withTemporaryPassword) {
      return Optional.of(Failure.PASSWORD_CHANGE_REQUIRED);
    }
    if (caller.secondFactorDue() && !whileEnrolling) {
      return Optional.of(
          caller.secondFactorHeld()
              ? Failure.SECOND_FACTOR_UNPROVEN
              : Failure.SECOND_FACTOR_REQUIRED);
    }
    if (permission.filter(needed -> !caller.may(needed)).isPresent()) {
      return Optional.of(Failure.FORBIDDEN);
    }
    if (caller.token() != null && !byToken
        || caller.impersonator() != null && !byImpersonator
        || caller.speaksForOrganization() && scope.isPresent()) {
      return Optional.of(Failure.LOGIN_REQUIRED);
    }
    if (caller.token() != null && scope.filter(it -> !caller.may(it)).isPresent()) {
      return Optional.of(Failure.FORBIDDEN);
    }
    return Optional.of(Failure.REAUTHENTICATION_REQUIRED)
        .filter(it -> fresh && !caller.fresh() && caller.token() == null);
  }
}
