package dev.latchkey.api.bus;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Writes a set in the order of its elements' texts: an immutable set has another in each JVM. */
@SuppressWarnings("rawtypes")
final class OrderedSet extends JsonSerializer<Set> {

  @Override
  public void serialize(Set set, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    List<?> ordered =
        ((Set<?>) set).stream().sorted(Comparator.comparing(String::valueOf)).toList();
    provider.defaultSerializeValue(ordered, json);
  }
}
