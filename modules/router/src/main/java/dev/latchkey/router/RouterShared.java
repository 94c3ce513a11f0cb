package dev.latchkey.router;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.config.HttpConfig;
import dev.latchkey.router.docs.DocumentationPages;
import dev.latchkey.router.exchange.Drain;
import dev.latchkey.router.exchange.RequestRecord;
import dev.latchkey.router.limit.PublicRequestLimit;
import dev.latchkey.router.problem.ProblemPages;
import dev.latchkey.router.surface.Surface;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What all servers of a node have in common. Immutable but for what it counts; thread-safe.
 *
 * @param surfaces the APIs that are served, the native one first
 * @param documentation their contracts and the page about the native one
 * @param problemPages what problem documents link to
 * @param limit how often one address may ask without credentials, whichever server it reaches
 * @param record where requests are logged and measured
 * @param drain begun when the first server stops; the management port shares it
 */
public record RouterShared(
    List<Surface> surfaces,
    DocumentationPages documentation,
    ProblemPages problemPages,
    PublicRequestLimit limit,
    RequestRecord record,
    Drain drain) {

  /**
   * Puts together what the servers of a node share.
   *
   * @param surfaces see {@link Surfaces#read}
   */
  public static RouterShared of(
      HttpConfig config, Surfaces surfaces, Bus bus, MeterRegistry registry, Drain drain) {
    List<Surface> served = surfaces.on(bus);
    return new RouterShared(
        served,
        new DocumentationPages(served),
        new ProblemPages(),
        new PublicRequestLimit(config.clients().publicRequestsPerMinute()),
        new RequestRecord(registry),
        drain);
  }
}
