package dev.latchkey.api.bus;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON: camelCase names, RFC 3339 times in UTC, absent for null; sets and maps in one
 * order, so that equal records are the same text on every node. Fields that a newer node knows are
 * passed over; a missing one is refused unless its component is nullable.
 */
public final class RecordJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new SimpleModule().addSerializer(Set.class, new OrderedSet()))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .build();

  private RecordJson() {}

  /** A record as UTF-8 JSON. */
  public static Buffer encode(Record message) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write a " + message.getClass().getSimpleName(), e);
    }
  }

  /** A record as the JSON object that an application without our classes sends and gets. */
  public static JsonObject toJson(Record message) {
    return encode(message).toJsonObject();
  }

  /**
   * Reads a record.
   *
   * @throws Refusal {@link Failure#INVALID_REQUEST} when the JSON does not have the record's shape
   */
  public static <T extends Record> T decode(Buffer json, Class<T> type) {
    try {
      JsonNode tree = MAPPER.readTree(json.getBytes());
      return whole(MAPPER.treeToValue(tree, type), type.getSimpleName());
    } catch (java.io.IOException | IllegalArgumentException e) {
      throw Failure.INVALID_REQUEST.refusal(
          "The message does not have the shape of " + type.getSimpleName() + ".");
    }
  }

  /** As {@link #decode(Buffer, Class)}, from a JSON object. */
  public static <T extends Record> T decode(JsonObject json, Class<T> type) {
    return decode(json.toBuffer(), type);
  }

  private static <T extends Record> T whole(@Nullable T message, String path) {
    if (message == null) {
      throw missing(path);
    }
    for (RecordComponent component : message.getClass().getRecordComponents()) {
      Object value = valueOf(component, message);
      String name = path + "." + component.getName();
      if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        throw missing(name);
      }
      if (value instanceof Record nested) {
        whole(nested, name);
      }
    }
    return message;
  }

  private static @Nullable Object valueOf(RecordComponent component, Record message) {
    try {
      return component.getAccessor().invoke(message);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Refusal missing(String name) {
    return Failure.INVALID_REQUEST.refusal("The message lacks " + name + ".");
  }
}
