package dev.latchkey.router.credential;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Where the clients of a surface put what says who they are. Thread-safe. */
public interface Credentials {

  /** Whether something was sent that is meant to say so, be it well formed or not. */
  boolean areSent(HttpServerRequest request);

  /** What was sent, when it has the form that this surface takes, exactly once. */
  Optional<Credential> read(HttpServerRequest request);
}
