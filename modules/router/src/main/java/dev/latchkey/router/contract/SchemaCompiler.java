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
import java.util.Map;
import java.util.Set;
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
  private static final Map<String, Class<?>> COPIED =
      Map.ofEntries(
          Map.entry("type", Object.class),
          Map.entry("const", Object.class),
          Map.entry("enum", JsonArray.class),
          Map.entry("required", JsonArray.class),
          Map.entry("minItems", Integer.class),
          Map.entry("maxItems", Integer.class),
          Map.entry("uniqueItems", Boolean.class),
          Map.entry("minProperties", Integer.class),
          Map.entry("maxProperties", Integer.class),
          Map.entry("minimum", Number.class),
          Map.entry("maximum", Number.class),
          Map.entry("exclusiveMinimum", Number.class),
          Map.entry("exclusiveMaximum", Number.class),
          Map.entry("multipleOf", Number.class));
  private static final Set<String> NESTED =
      Set.of("items", "propertyNames", "additionalProperties");
  private static final Set<String> CHOICES = Set.of("oneOf", "anyOf", "allOf");
  private static final Set<String> DESCRIBING =
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
    if (source.fieldNames().stream().anyMatch(TextRule.KEYWORDS::contains)) {
      String rule = "latchkey-" + textRules.size();
      textRules.put(rule, TextRule.of(source, where));
      compiled.put("format", rule);
    }
    return JsonSchema.of(compiled);
  }

  private JsonSchema component(JsonObject source, String reference, String where) {
    if (!source.fieldNames().stream().allMatch(n -> n.equals("$ref") || DESCRIBING.contains(n))) {
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
    if (COPIED.getOrDefault(keyword, Void.class).isInstance(value)) {
      compiled.put(keyword, value);
    } else if (NESTED.contains(keyword) && value instanceof JsonObject nested) {
      compiled.put(keyword, schema(nested, at, keyword.equals("propertyNames")));
    } else if (keyword.equals("additionalProperties") && value instanceof Boolean) {
      compiled.put(keyword, value);
    } else if (keyword.equals("properties") && value instanceof JsonObject named) {
      compiled.put(keyword, properties(named, at));
    } else if (CHOICES.contains(keyword) && value instanceof JsonArray listed) {
      compiled.put(keyword, branches(listed, at));
    } else if (!TextRule.KEYWORDS.contains(keyword) && !onlyDescribes(keyword)) {
      throw new BadContract(
          where + " has the keyword " + keyword + ", which can't be checked here.");
    }
  }

  private static boolean onlyDescribes(String keyword) {
    return DESCRIBING.contains(keyword) || keyword.startsWith("x-");
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
}
