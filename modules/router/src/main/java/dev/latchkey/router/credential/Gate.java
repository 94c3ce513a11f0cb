package dev.latchkey.router.credential;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.kernel.bus.Demand;
import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets those through who show a credential that counts and meet the operation's {@link Demand}. The
 * sessions module is asked at every request, so that a login that was ended a moment ago is over.
 * {@link Failure#UNAUTHENTICATED}, and what the demand refuses.
 */
public final class Gate implements Handler<RoutingContext> {

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
    Admittance.of(bus, demand, caller)
        .onSuccess(admitted -> context.next())
        .onFailure(context::fail);
  }
}
