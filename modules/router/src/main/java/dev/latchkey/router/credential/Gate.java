package dev.latchkey.router.credential;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.sessions.Authenticate;
import dev.latchkey.router.exchange.Exchange;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Lets those through who show a credential that counts and meet the operation's {@link Demand}. The
 * sessions module is asked at every request, so that a login that was ended a moment ago is over.
 * {@link Failure#UNAUTHENTICATED}, and what the demand refuses.
 */
public final class Gate implements Handler<RoutingContext> {

  private final Bus bus;
  private final Demand demand;

  /** The gate of one operation. */
  public Gate(Bus bus, Demand demand) {
    this.bus = bus;
    this.demand = demand;
  }

  @Override
  public void handle(RoutingContext context) {
    authenticate(context).onSuccess(caller -> admit(context, caller)).onFailure(context::fail);
  }

  private Future<Caller> authenticate(RoutingContext context) {
    Exchange exchange = Exchange.of(context);
    Optional<String> token = BearerToken.in(context.request().headers());
    return token.isEmpty()
        ? Future.failedFuture(Failure.UNAUTHENTICATED.refusal())
        : bus.ask(new Authenticate(token.get(), exchange.origin()));
  }

  private void admit(RoutingContext context, Caller caller) {
    Exchange.of(context).authenticated(caller);
    demand.refusal(caller).ifPresentOrElse(context::fail, context::next);
  }
}
