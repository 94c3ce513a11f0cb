package dev.latchkey.router.credential;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.ByToken;
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
 * What an operation demands of those who ask. It is read from the request that the operation sends,
 * so that it says before the body is read what the kernel would say after; the kernel still checks
 * every message itself.
 *
 * @param request the simple name of that request
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

  /** Why this caller may not ask; empty when they may. */
  Optional<Refusal> refusal(Caller caller) {
    return refusing(caller).map(Failure::refusal);
  }

  private Optional<Failure> refusing(Caller caller) {
    if (caller.mustChangePassword() && !withTemporaryPassword) {
      return Optional.of(Failure.PASSWORD_CHANGE_REQUIRED);
    }
    if (caller.secondFactorDue() && !whileEnrolling) {
      return Optional.of(Failure.SECOND_FACTOR_REQUIRED);
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
