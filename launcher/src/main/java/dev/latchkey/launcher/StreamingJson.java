package dev.latchkey.launcher;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Vert.x's JSON without Jackson's data binding, which only records on the wire need: four hundred
 * classes fewer before the first answer.
 */
public final class StreamingJson implements JsonFactory {

  /** Before Vert.x's own choice, which is data binding wherever it is on the class path. */
  @Override
  public int order() {
    return 0;
  }

  @Override
  public JsonCodec codec() {
    return new JacksonCodec();
  }
}
