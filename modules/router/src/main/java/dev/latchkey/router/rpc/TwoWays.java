package dev.latchkey.router.rpc;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An operation by POST, and by GET where the contract has that beside it. A secret in a URL is
 * refused unless the configuration lets it pass, be it of a POST, which reads nothing there, or
 * inside of an object of a GET: URLs are kept by browsers, proxies and logs.
 */
final class TwoWays {

  /** What must not stand in a URL: the fields that the contract says are passwords. */
  static final List<String> SECRETS =
      List.of("Password", "CurrentPassword", "NewPassword", "PreviewToken", "OneTimePassword");

  private static final String BY_QUERY = "ByQuery";

  private final Contract contract;
  private final boolean secretsInQuery;

  TwoWays(Contract contract, boolean secretsInQuery) {
    this.contract = contract;
    this.secretsInQuery = secretsInQuery;
  }

  /** One or two operations. */
  Stream<SurfaceOperation> of(SurfaceOperation byPost) {
    String byQuery = byPost.id() + BY_QUERY;
    SurfaceOperation guarded =
        guarded(byPost, byPost.id(), call -> call.request().ignored().stream());
    return contract.operation(byQuery).isPresent()
        ? Stream.of(guarded, guarded(byPost, byQuery, call -> names(call.body())))
        : Stream.of(guarded);
  }

  /** The operation under that id, refused where one of the names in its URL is a secret's. */
  private SurfaceOperation guarded(
      SurfaceOperation operation, String id, Function<Call, Stream<String>> names) {
    Function<Call, Future<Reply>> handler = operation.handler();
    return operation.as(
        id, secretsInQuery ? handler : call -> mayPass(call, names.apply(call)).compose(handler));
  }

  private static Future<Call> mayPass(Call call, Stream<String> names) {
    return names
        .flatMap(name -> SECRETS.stream().filter(name::equalsIgnoreCase))
        .findFirst()
        .<Future<Call>>map(TwoWays::refused)
        .orElseGet(() -> Future.succeededFuture(call));
  }

  /** Of all fields, however deep; what is read of a URL is not deeper than JSON may be. */
  private static Stream<String> names(@Nullable Object value) {
    if (value instanceof JsonObject object) {
      return object.stream()
          .flatMap(each -> Stream.concat(Stream.of(each.getKey()), names(each.getValue())));
    }
    return value instanceof JsonArray list ? list.stream().flatMap(TwoWays::names) : Stream.of();
  }

  private static Future<Call> refused(String secret) {
    return Future.failedFuture(
        Failure.INVALID_REQUEST.refusal(
            secret + " must not stand in a URL. Send it in the body of a POST to the same path."));
  }
}
