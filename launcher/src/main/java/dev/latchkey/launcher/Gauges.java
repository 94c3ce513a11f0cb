package dev.latchkey.launcher;

import dev.latchkey.kernel.secret.PasswordHasher;
import dev.latchkey.kernel.sql.Database;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;

/** What an operator wants to see of a node besides its requests. */
record Gauges(Database database, PasswordHasher hasher) implements MeterBinder {

  @Override
  public void bindTo(MeterRegistry registry) {
    FunctionCounter.builder("latchkey.sql.statements", database, Database::statements)
        .description("statements sent to the database, each a round trip")
        .register(registry);
    Gauge.builder("latchkey.sql.connections", database, Database::connections)
        .description("open connections to the database")
        .register(registry);
    FunctionCounter.builder("latchkey.password.hashes", hasher, PasswordHasher::count)
        .description("passwords hashed or verified")
        .register(registry);
    Gauge.builder("latchkey.password.queue", hasher, PasswordHasher::queueDepth)
        .description("passwords waiting for a hashing thread")
        .register(registry);
    FunctionCounter.builder("latchkey.password.rejections", hasher, PasswordHasher::rejections)
        .description("hashes refused because too many waited")
        .register(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }
}
