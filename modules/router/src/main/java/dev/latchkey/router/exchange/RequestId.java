package dev.latchkey.router.exchange;

import dev.latchkey.kernel.id.Ids;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Pattern;

/** The id that ties an answer, its log line and its audit rows together. */
public final class RequestId {

  /** The header that carries it both ways. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /** The client's own id when it sent a single fit one, else a new one. */
  public static String of(MultiMap headers) {
    List<String> sent = headers.getAll(HEADER);
    return sent.size() == 1 && SANE.matcher(sent.get(0)).matches()
        ? sent.get(0)
        : Ids.next().toString();
  }
}
