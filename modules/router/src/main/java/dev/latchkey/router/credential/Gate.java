package dev.latchkey.router.credential;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.Refusal;
import dev.latchkey.api.events.RecordRefusal;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.kernel.bus.Demand;
import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Lets those through who show a credential that counts and meet the operation's {@link Demand}. The
 * sessions module is asked at every request, so that a login that was ended a moment ago is over.
 * {@link Failure#UNAUTHENTICATED}, and what the demand refuses.
 */
public final class Gate implements Handler<RoutingContext> {

  /** How long an answer waits for its record, and then goes without (chosen, not measured). */
  private static final Duration RECORD_PATIENCE = Duration.ofSeconds(1);

  private final Bus bus;
  private final Credentials credentials;
  private final Demand demand;

  /** The gate of one operation. */
  public Gate(Bus bus, Credentials credentials, Demand demand) {
    this.bus = bus;
    this.credentials = credentials;
    this.demand = demand;
  }

  boolean isStranger(HttpServerRequest request) {
    return !credentials.areSent(request);
  }

  @Override
  public void handle(RoutingContext context) {
    authenticate(context).onSuccess(caller -> admit(context, caller)).onFailure(context::fail);
  }

  private Future<Caller> authenticate(RoutingContext context) {
    return credentials
        .read(context.request())
        .map(sent -> ask(sent, Exchange.of(context).origin()))
        .orElseGet(() -> Future.failedFuture(Failure.UNAUTHENTICATED.refusal()));
  }

  private Future<Caller> ask(Credential sent, Origin origin) {
    return bus.ask(
        new Authenticate(sent.token(), sent.organizationToken(), origin, demand.sensitive()));
  }

  private void admit(RoutingContext context, Caller caller) {
    Exchange.of(context).authenticated(caller);
    demand
        .refusal(caller)
        .ifPresentOrElse(refusal -> refuse(context, caller, refusal), context::next);
  }

  /** The module is not asked any more, so that the attempt is put on record from here. */
  private void refuse(RoutingContext context, Caller caller, Refusal refusal) {
    bus.ask(new RecordRefusal(caller, demand.request(), refusal.failure()))
        .timeout(RECORD_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .onComplete(recorded -> context.fail(refusal));
  }
}
