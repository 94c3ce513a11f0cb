package dev.latchkey.router;

import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.config.HttpConfig;
import dev.latchkey.router.contract.Contract;
import dev.latchkey.router.docs.DocumentationPages;
import dev.latchkey.router.exchange.Drain;
import dev.latchkey.router.exchange.RequestRecord;
import dev.latchkey.router.limit.PublicRequestLimit;
import dev.latchkey.router.nativeapi.NativeSurface;
import dev.latchkey.router.problem.ProblemPages;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What all servers of a node have in common. Immutable but for what it counts; thread-safe.
 *
 * @param surface the native surface
 * @param documentation the contract and the page about it
 * @param problemPages what problem documents link to
 * @param limit how often one address may ask without credentials, whichever server it reaches
 * @param record where requests are logged and measured
 * @param drain begun when the first server stops; the management port shares it
 */
public record RouterShared(
    NativeSurface surface,
    DocumentationPages documentation,
    ProblemPages problemPages,
    PublicRequestLimit limit,
    RequestRecord record,
    Drain drain) {

  /**
   * Puts together what the servers of a node share.
   *
   * @param contract of the native surface, see {@link NativeSurface#contract()}
   */
  public static RouterShared of(
      HttpConfig config, Contract contract, Bus bus, MeterRegistry registry, Drain drain) {
    NativeSurface surface = NativeSurface.of(contract, bus);
    return new RouterShared(
        surface,
        new DocumentationPages(surface.document()),
        new ProblemPages(),
        new PublicRequestLimit(config.clients().publicRequestsPerMinute()),
        new RequestRecord(registry),
        drain);
  }
}
