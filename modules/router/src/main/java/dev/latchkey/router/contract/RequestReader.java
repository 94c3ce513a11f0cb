package dev.latchkey.router.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.latchkey.router.contract.RequestRefused.Reason;
import dev.latchkey.router.json.StrictJson;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    if (!manners.unknownParameters() && operation.query().isEmpty()) {
      unknown(query, wrong);
    }
    ValidatedRequest request =
        new ValidatedRequest(
            parameters(Place.PATH, name -> List.of(context.pathParam(name)), wrong),
            parameters(Place.QUERY, query::getAll, wrong),
            parameters(Place.HEADER, context.request().headers()::getAll, wrong),
            body(context, wrong),
            ignored(query));
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

  /** A query that is read as a form leaves nothing over. */
  private Set<String> ignored(MultiMap query) {
    return operation.query().isPresent()
        ? Set.of()
        : query.names().stream()
            .filter(name -> !queryNames.contains(name))
            .collect(Collectors.toUnmodifiableSet());
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
    return operation
        .query()
        .<@Nullable Object>map(rule -> formed(rule, Place.QUERY, sentQuery(context), wrong))
        .orElseGet(() -> sentBody(context, wrong));
  }

  private @Nullable Object sentBody(RoutingContext context, List<Violation> wrong) {
    Optional<Buffer> form = FormBody.of(context);
    Buffer sent = form.orElseGet(() -> context.body().buffer());
    BodyRule rule = operation.body().orElse(null);
    if (rule == null || (!rule.required() && isEmpty(sent))) {
      return null;
    }
    if (isEmpty(sent)) {
      wrong.add(new Violation(Place.BODY, "", "required", "This operation needs a body."));
      return null;
    }
    return form.isPresent()
        ? formed(rule, Place.BODY, sent.getBytes(), wrong)
        : parsed(rule, sent, wrong);
  }

  private static @Nullable Object parsed(BodyRule rule, Buffer json, List<Violation> wrong) {
    try {
      return checked(rule, Place.BODY, rule.spelled(StrictJson.parse(json)), wrong);
    } catch (FormPairs.Malformed malformed) {
      wrong.add(new Violation(Place.BODY, "", malformed.code(), malformed.getMessage()));
      return null;
    }
  }

  /** A form that can't be read says nothing that could be held against a schema. */
  private static @Nullable Object formed(
      BodyRule rule, Place place, byte[] form, List<Violation> wrong) {
    int before = wrong.size();
    JsonObject object = rule.form().orElseThrow().read(form, place, wrong::add);
    return wrong.size() == before ? checked(rule, place, object, wrong) : object;
  }

  private static @Nullable Object checked(
      BodyRule rule, Place place, @Nullable Object body, List<Violation> wrong) {
    wrong.addAll(rule.shape().violations(body, place, ""));
    return body;
  }

  private static byte[] sentQuery(RoutingContext context) {
    String query = context.request().query();
    return query == null ? new byte[0] : query.getBytes(ISO_8859_1);
  }

  private static boolean isEmpty(@Nullable Buffer body) {
    return body == null || body.length() == 0;
  }
}
