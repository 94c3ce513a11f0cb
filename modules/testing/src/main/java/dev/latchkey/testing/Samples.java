package dev.latchkey.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Instances of any record, made after its shape; the same ones each time. */
public final class Samples {

  private static final Instant TIME = Instant.parse("2026-11-05T10:15:30.123456Z");

  /** Text that is easily spoilt on its way. */
  private static final String TEXT = "Zoë \"𝄞\" \\ </a> ";

  private final boolean sparse;

  private Samples(boolean sparse) {
    this.sparse = sparse;
  }

  /** An instance with every component filled and one element in every collection. */
  public static <T extends Record> T full(Class<T> type) {
    return new Samples(false).record(type);
  }

  /** An instance with null wherever the record allows it, and empty collections. */
  public static <T extends Record> T sparse(Class<T> type) {
    return new Samples(true).record(type);
  }

  private <T extends Record> T record(Class<T> type) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Stream.of(components).map(this::component).toArray();
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no sample of " + type.getSimpleName() + " can be made", e);
    }
  }

  private @Nullable Object component(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return sparse && nullable ? null : value(component.getGenericType(), component.getName());
  }

  private Object value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      return collection((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), name);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain.asSubclass(Record.class));
    }
    return plain.isEnum() ? last(plain.getEnumConstants()) : scalar(plain, name);
  }

  private Object collection(Class<?> kind, Type[] of, String name) {
    if (kind == Map.class) {
      return sparse ? Map.of() : Map.of(value(of[0], name), value(of[1], name));
    }
    if (kind == Set.class) {
      return sparse ? Set.of() : Set.of(value(of[0], name));
    }
    if (kind == List.class) {
      return sparse ? List.of() : List.of(value(of[0], name));
    }
    throw unknown(kind, name);
  }

  private static Object scalar(Class<?> type, String name) {
    if (type == String.class || type == Object.class) {
      return TEXT + name;
    } else if (type == int.class || type == Integer.class) {
      return Integer.MAX_VALUE;
    } else if (type == long.class || type == Long.class) {
      return Long.MAX_VALUE;
    } else if (type == boolean.class || type == Boolean.class) {
      return true;
    } else if (type == Instant.class) {
      return TIME;
    } else if (type == UUID.class) {
      return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
    throw unknown(type, name);
  }

  private static Object last(Object[] constants) {
    return constants[constants.length - 1];
  }

  private static IllegalStateException unknown(Class<?> type, String name) {
    return new IllegalStateException(
        "no sample of a " + type.getSimpleName() + " is known, for " + name);
  }
}
