package dev.latchkey.router.contract;

import dev.latchkey.router.contract.RequestRefused.Reason;
import dev.latchkey.router.json.StrictJson;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Holds a request against its operation. Immutable, thread-safe. */
final class RequestReader {
  private final Operation operation;
  private final Manners manners;
  private final Set<String> queryNames;

  RequestReader(Operation operation, Manners manners) {
    this.operation = operation;
    this.manners = manners;
    this.queryNames =
        operation.parameters().stream()
            .filter(each -> each.place() == Place.QUERY)
            .map(Parameter::name)
            .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * @throws Violations when parameters or body are not as declared
   * @throws dev.latchkey.router.json.MalformedJson when the body is no JSON
   * @throws RequestRefused when the query can't be decoded
   */
  ValidatedRequest read(RoutingContext context) {
    List<Violation> wrong = new ArrayList<>();
    MultiMap query = query(context);
    if (!manners.unknownParameters()) {
      unknown(query, wrong);
    }
    ValidatedRequest request =
        new ValidatedRequest(
            parameters(Place.PATH, name -> List.of(context.pathParam(name)), wrong),
            parameters(Place.QUERY, query::getAll, wrong),
            parameters(Place.HEADER, context.request().headers()::getAll, wrong),
            body(context, wrong));
    if (!wrong.isEmpty()) {
      throw new Violations(wrong);
    }
    return request;
  }

  private static MultiMap query(RoutingContext context) {
    try {
      return context.queryParams();
    } catch (HttpException | IllegalArgumentException undecodable) {
      throw new RequestRefused(Reason.BAD_REQUEST);
    }
  }

  private void unknown(MultiMap query, List<Violation> wrong) {
    for (String name : query.names()) {
      if (!queryNames.contains(name)) {
        String shown = InstancePointer.shown(name);
        wrong.add(
            new Violation(
                Place.QUERY, "/" + shown, "unknown_parameter", "No such parameter is known here."));
      }
    }
  }

  private JsonObject parameters(
      Place place, Function<String, List<String>> sent, List<Violation> wrong) {
    JsonObject values = new JsonObject();
    for (Parameter each : operation.parameters()) {
      if (each.place() == place) {
        each.read(sent.apply(each.name()), wrong::add)
            .ifPresent(value -> values.put(each.name(), value));
      }
    }
    return values;
  }

  private @Nullable Object body(RoutingContext context, List<Violation> wrong) {
    Buffer sent = context.body().buffer();
    BodyRule rule = operation.body().orElse(null);
    if (rule == null || (!rule.required() && isEmpty(sent))) {
      return null;
    }
    if (isEmpty(sent)) {
      wrong.add(new Violation(Place.BODY, "", "required", "This operation needs a JSON body."));
      return null;
    }
    Object body = StrictJson.parse(sent);
    wrong.addAll(rule.shape().violations(body, Place.BODY, ""));
    return body;
  }

  private static boolean isEmpty(@Nullable Buffer body) {
    return body == null || body.length() == 0;
  }
}
