package dev.latchkey.router.contract;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operation of a contract. Immutable, thread-safe.
 *
 * @param id the {@code operationId}, unique within the surface
 * @param path the OpenAPI template, such as {@code /me/emails/{emailId}}
 * @param permission {@code x-permission}: {@code public}, {@code self} or a permission's name
 * @param fresh {@code x-fresh}: needs a recent authentication; false when not written
 * @param extensions every {@code x-…} of the operation, by its full name
 * @param parameters those of the operation and of its path
 * @param body empty for an operation without {@code requestBody}
 * @param query what the query says in the stead of a body, read as a form; empty for operations
 *     that have parameters there, or nothing
 */
public record Operation(
    String id,
    HttpMethod method,
    String path,
    String permission,
    boolean fresh,
    Map<String, Object> extensions,
    List<Parameter> parameters,
    Optional<BodyRule> body,
    Optional<BodyRule> query) {

  /** The permission of an operation that needs no credentials. */
  public static final String PUBLIC = "public";

  /** The permission of an operation that every signed-in caller may use on their own account. */
  public static final String SELF = "self";

  /** The extension of a GET that changes something, with the value false (RFC 9110 §9.2.1). */
  static final String SAFE = "x-safe";

  private static final String KEY = Operation.class.getName();

  /** Whether a HEAD is answered as it is: not where a GET may change something. */
  boolean takesHead() {
    return method.equals(HttpMethod.GET)
        && query.isEmpty()
        && !Boolean.FALSE.equals(extensions.get(SAFE));
  }

  /**
   * The operation that a request was matched with.
   *
   * @throws IllegalStateException when none was; inside {@link Mount}'s steps there always is one
   */
  public static Operation of(RoutingContext context) {
    return find(context).orElseThrow(() -> new IllegalStateException("no operation was matched"));
  }

  /** As {@link #of}, empty when no operation was matched, for a failure handler. */
  public static Optional<Operation> find(RoutingContext context) {
    return Optional.ofNullable(context.get(KEY));
  }

  void putInto(RoutingContext context) {
    context.put(KEY, this);
  }
}
