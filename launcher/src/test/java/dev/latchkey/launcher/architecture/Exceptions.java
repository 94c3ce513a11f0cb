package dev.latchkey.launcher.architecture;

import java.util.Map;
import java.util.Set;

/**
 * Classes that a rule passes over, each with the reason. One that no longer needs it must go.
 *
 * @param rawBus may use the raw event bus
 * @param blocking may block, as they do it elsewhere than on an event loop, or before there is one
 */
record Exceptions(Map<String, String> rawBus, Map<String, String> blocking) {

  static final Exceptions NONE = new Exceptions(Map.of(), Map.of());

  /** Those of the real house. */
  static final Exceptions REASONED =
      new Exceptions(
          Map.of(
              "dev.latchkey.api.Latchkey",
              "registers the codec of every message, which the bus package must not name",
              "dev.latchkey.kernel.event.Pump",
              "keeps the registration of its nudge, to end it; sends and hears nothing by itself"),
          Map.of(
              "dev.latchkey.kernel.config.KnownSettings",
              "reads the shipped settings from the class path before Vert.x is made",
              "dev.latchkey.kernel.config.SettingsFile",
              "reads the settings file before Vert.x is made",
              "dev.latchkey.kernel.secret.KeysetFile",
              "reads or makes the keyset on the thread that opens the storage",
              "dev.latchkey.kernel.sql.Migrations",
              "migrates over JDBC on the thread that opens the storage",
              "dev.latchkey.kernel.sql.SchemaFingerprint",
              "reads the migrations from the class path before the first verticle is deployed",
              "dev.latchkey.router.docs.DocumentationPages",
              "reads the pages from the class path before a server listens",
              "dev.latchkey.router.contract.MergedDocument",
              "reads the contracts from the class path before a server listens",
              "dev.latchkey.notifications.mail.Messages",
              "reads the texts from the class path when the first renderer is made",
              "dev.latchkey.notifications.mail.DirectoryTransport",
              "looks at the directory's mode inside executeBlocking"));

  Set<String> rawBusUsers() {
    return rawBus.keySet();
  }

  Set<String> blockers() {
    return blocking.keySet();
  }
}
