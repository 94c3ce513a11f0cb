package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.EventFilter;
import dev.latchkey.api.accounts.ListEvents;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happened in the caller's organisation. */
final class AuditOperations {

  private AuditOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus,
            "listEvents",
            ListEvents.class,
            call -> new ListEvents(call.caller(), filter(call), call.limit(), call.marker()),
            Reply::ok));
  }

  private static EventFilter filter(Call call) {
    return new EventFilter(
        id(call.query("actor")),
        id(call.query("subject")),
        call.query("type"),
        time(call.query("from")),
        time(call.query("to")));
  }

  private static @Nullable UUID id(@Nullable String sent) {
    return Optional.ofNullable(sent).map(UUID::fromString).orElse(null);
  }

  private static @Nullable Instant time(@Nullable String sent) {
    return Optional.ofNullable(sent)
        .map(text -> OffsetDateTime.parse(text).toInstant())
        .orElse(null);
  }
}
