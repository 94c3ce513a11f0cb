package dev.latchkey.api.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The one codec of the bus: records go by reference inside a node and as JSON between nodes. It
 * decodes nothing but the record types that it was made with, so that no message can name a class.
 * Thread-safe.
 */
public final class RecordCodec implements MessageCodec<Record, Record> {

  /** The codec's name on the bus. */
  public static final String NAME = "latchkey.record.v1";

  private final Map<String, Class<? extends Record>> types;

  /** A codec for these types, whose simple names must differ. */
  public RecordCodec(Collection<Class<? extends Record>> types) {
    this.types =
        types.stream()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
  }

  /** The type of that simple name, if it may travel. */
  public Optional<Class<? extends Record>> typeNamed(String simpleName) {
    return Optional.ofNullable(types.get(simpleName));
  }

  @Override
  public void encodeToWire(Buffer wire, Record message) {
    byte[] name =
        message.getClass().getSimpleName().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Buffer json = RecordJson.encode(message);
    wire.appendInt(name.length).appendBytes(name).appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public Record decodeFromWire(int position, Buffer wire) {
    int nameEnd = position + Integer.BYTES + wire.getInt(position);
    String name = wire.getString(position + Integer.BYTES, nameEnd);
    int jsonStart = nameEnd + Integer.BYTES;
    Buffer json = wire.getBuffer(jsonStart, jsonStart + wire.getInt(nameEnd));
    Class<? extends Record> type =
        typeNamed(name)
            .orElseThrow(() -> Failure.INVALID_REQUEST.refusal("No message has that name."));
    return RecordJson.decode(json, type);
  }

  @Override
  public Record transform(Record message) {
    return message;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
