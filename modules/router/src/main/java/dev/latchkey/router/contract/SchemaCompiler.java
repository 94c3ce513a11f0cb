package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the schemas of a contract for vertx-json-schema, once, at start.
 *
 * <p>The library gets a copy in which references are replaced by what they refer to and every rule
 * about a text is one of ours ({@link TextRule}); so nothing is resolved, compiled or changed while
 * requests are checked, and several event loops may share it. Schemas that would check less than
 * they seem to are refused: unknown keywords, values without a type or a bound, objects that don't
 * say what they do with unknown fields.
 */
final class SchemaCompiler {
  private static final Set<String> COPIED =
      Set.of(
          "type",
          "enum",
          "const",
          "required",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf");
  private static final Set<String> TEXTUAL = Set.of("minLength", "maxLength", "pattern", "format");
  private static final Set<String> IGNORED =
      Set.of(
          "title",
          "description",
          "default",
          "example",
          "examples",
          "deprecated",
          "readOnly",
          "writeOnly",
          "$comment");
  private static final Set<String> FORMATS_THAT_ONLY_DESCRIBE =
      Set.of("int32", "int64", "float", "double", "password");
  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("app://latchkey")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final References references;
  private final Map<String, JsonSchema> components = new HashMap<>();
  private final Set<String> unfinished = new LinkedHashSet<>();
  private final Map<String, TextRule> textRules = new HashMap<>();
  private final SchemaRepository repository =
      SchemaRepository.create(OPTIONS, (type, format, value) -> complaint(format, value));

  SchemaCompiler(References references) {
    this.references = references;
  }

  /**
   * @param where what the schema describes, for messages
   * @throws BadContract when the schema can't be relied on
   */
  JsonShape compile(JsonObject schema, String where) {
    JsonSchema compiled = schema(schema, where, false);
    return new JsonShape(
        (JsonObject) compiled, repository.validator(compiled, OPTIONS, false)::validate);
  }

  private @Nullable String complaint(@Nullable String rule, @Nullable Object value) {
    return rule != null && value instanceof String text
        ? textRules.get(rule).complaint(text).orElse(null)
        : null;
  }

  private JsonSchema schema(JsonObject source, String where, boolean branch) {
    if (source.getValue("$ref") instanceof String reference) {
      return component(source, reference, where);
    }
    SchemaBounds.check(source, where, branch);
    JsonObject compiled = new JsonObject();
    for (String keyword : source.fieldNames()) {
      keyword(keyword, source.getValue(keyword), compiled, where);
    }
    if (source.fieldNames().stream().anyMatch(TEXTUAL::contains)) {
      textRule(source, where, compiled);
    }
    return JsonSchema.of(compiled);
  }

  private JsonSchema component(JsonObject source, String reference, String where) {
    if (!source.fieldNames().stream().allMatch(n -> n.equals("$ref") || IGNORED.contains(n))) {
      throw new BadContract(where + " has keywords beside $ref; put them into what it refers to.");
    }
    JsonSchema known = components.get(reference);
    if (known != null) {
      return known;
    }
    if (!unfinished.add(reference)) {
      throw new BadContract(where + " refers back to " + reference + ", which has no end.");
    }
    JsonSchema compiled = schema(references.target(reference), reference, false);
    unfinished.remove(reference);
    components.put(reference, compiled);
    return compiled;
  }

  private void keyword(String keyword, Object value, JsonObject compiled, String where) {
    String at = where + "/" + keyword;
    if (COPIED.contains(keyword)) {
      compiled.put(keyword, value);
    } else if (value instanceof JsonObject nested
        && Set.of("items", "propertyNames", "additionalProperties").contains(keyword)) {
      compiled.put(keyword, schema(nested, at, keyword.equals("propertyNames")));
    } else if (value instanceof Boolean && keyword.equals("additionalProperties")) {
      compiled.put(keyword, value);
    } else if (value instanceof JsonObject nested && keyword.equals("properties")) {
      compiled.put(keyword, properties(nested, at));
    } else if (value instanceof JsonArray nested
        && Set.of("oneOf", "anyOf", "allOf").contains(keyword)) {
      compiled.put(keyword, branches(nested, at));
    } else if (!TEXTUAL.contains(keyword)
        && !IGNORED.contains(keyword)
        && !keyword.startsWith("x-")) {
      throw new BadContract(where + " has the keyword " + keyword + ", which is not checked here.");
    }
  }

  private JsonObject properties(JsonObject source, String where) {
    JsonObject compiled = new JsonObject();
    for (String name : source.fieldNames()) {
      compiled.put(name, schema(object(source.getValue(name), where), where + "/" + name, false));
    }
    return compiled;
  }

  private JsonArray branches(JsonArray source, String where) {
    JsonArray compiled = new JsonArray();
    for (Object branch : source) {
      compiled.add(schema(object(branch, where), where + "/" + compiled.size(), true));
    }
    return compiled;
  }

  private static JsonObject object(Object schema, String where) {
    if (schema instanceof JsonObject object) {
      return object;
    }
    throw new BadContract(where + " holds something that is no schema.");
  }

  private void textRule(JsonObject source, String where, JsonObject compiled) {
    TextFormat format = format(source.getString("format"), where);
    int maxLength = format == null ? Integer.MAX_VALUE : format.maxLength();
    TextRule rule =
        new TextRule(
            source.getInteger("minLength", 0),
            Math.min(source.getInteger("maxLength", maxLength), maxLength),
            format,
            pattern(source.getString("pattern"), where));
    String name = "latchkey-" + textRules.size();
    textRules.put(name, rule);
    compiled.put("format", name);
  }

  private static @Nullable TextFormat format(@Nullable String name, String where) {
    if (name == null || FORMATS_THAT_ONLY_DESCRIBE.contains(name)) {
      return null;
    }
    return TextFormat.named(name)
        .orElseThrow(
            () -> new BadContract(where + " has the format " + name + ", which is not checked."));
  }

  private static @Nullable Pattern pattern(@Nullable String expression, String where) {
    try {
      return expression == null ? null : Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new BadContract(where + " has a pattern that is no regular expression.");
    }
  }

  /** The types that a schema names; none when it leaves the type open. */
  static List<Object> types(JsonObject schema) {
    Object type = schema.getValue("type");
    return type instanceof JsonArray several
        ? several.stream().toList()
        : type == null ? List.of() : List.of(type);
  }
}
