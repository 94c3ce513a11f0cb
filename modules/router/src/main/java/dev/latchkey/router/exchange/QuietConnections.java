package dev.latchkey.router.exchange;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes connections on which nothing gets done: those that send no whole request head in time,
 * byte by byte or not at all, and those that are kept open unused. While a request runs its own
 * deadline counts instead. Belongs to one event loop.
 */
final class QuietConnections {

  private static final class Watch {
    private long timer;
    private int running;
  }

  private final Vertx vertx;
  private final Duration firstRequest;
  private final Duration nextRequest;
  private final Map<HttpConnection, Watch> watched = new HashMap<>();

  QuietConnections(Vertx vertx, Duration firstRequest, Duration nextRequest) {
    this.vertx = vertx;
    this.firstRequest = firstRequest;
    this.nextRequest = nextRequest;
  }

  void opened(HttpConnection connection) {
    Watch watch = new Watch();
    watched.put(connection, watch);
    watch.timer = closeAfter(firstRequest, connection);
    connection.closeHandler(
        closed -> {
          watched.remove(connection);
          vertx.cancelTimer(watch.timer);
        });
  }

  void requestBegun(HttpConnection connection) {
    Watch watch = watched.get(connection);
    if (watch != null) {
      watch.running++;
      vertx.cancelTimer(watch.timer);
    }
  }

  void requestEnded(HttpConnection connection) {
    Watch watch = watched.get(connection);
    if (watch != null && --watch.running == 0) {
      vertx.cancelTimer(watch.timer);
      watch.timer = closeAfter(nextRequest, connection);
    }
  }

  private long closeAfter(Duration quiet, HttpConnection connection) {
    return vertx.setTimer(quiet.toMillis(), id -> connection.close());
  }
}
