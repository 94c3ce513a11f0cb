package dev.latchkey.accounts.audit;

import dev.latchkey.api.accounts.EventFilter;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The statement that finds a page of the trail. It has a condition for each part of the filter that
 * is given and for no other, so that the planner takes the index that fits, and 64 shapes at most.
 */
final class AuditQuery {

  private static final String SELECT =
      """
      SELECT e.id, e.type, e.version, e.occurred_at, e.outcome, e.actor_kind, e.actor_id,
             e.subject_kind, e.subject_id, e.data,
             e.personal->>'ipAddress' AS ip_address, e.personal->>'userAgent' AS user_agent,
             (SELECT p.display_name
                FROM accounts.membership m JOIN accounts.person p ON p.id = m.person_id
               WHERE m.organization_id = e.organization_id AND m.person_id = e.actor_id) AS actor_name
        FROM kernel.event e
       WHERE e.organization_id = $1\
      """;

  private static final String ORDER = " ORDER BY e.occurred_at DESC, e.id DESC LIMIT $%d";

  /** A page may begin after an event whose month is gone: then everything older is gone as well. */
  private static final String AFTER =
      """
      (e.occurred_at, e.id) < (
        (SELECT last.occurred_at FROM kernel.event last
          WHERE last.id = $%1$d AND last.organization_id = $1), $%1$d)\
      """;

  private final StringBuilder text = new StringBuilder(SELECT);
  private final List<@Nullable Object> values = new ArrayList<>();

  private AuditQuery(OrganizationId organization) {
    values.add(organization.value());
  }

  /** The events of an organisation that a filter lets through, behind the last one told. */
  static AuditQuery of(OrganizationId organization, EventFilter filter, @Nullable UUID last) {
    return new AuditQuery(organization)
        .and("e.actor_id = $%d", filter.actor())
        .and("e.subject_id = $%d", filter.subject())
        .and("e.type = $%d", filter.type())
        .and("e.occurred_at >= $%d", time(filter.from()))
        .and("e.occurred_at < $%d", time(filter.to()))
        .and(AFTER, last);
  }

  private AuditQuery and(String condition, @Nullable Object value) {
    if (value != null) {
      values.add(value);
      text.append(" AND ").append(condition.formatted(values.size()));
    }
    return this;
  }

  /** The newest of them. */
  Statement limitedTo(int rows) {
    values.add(rows);
    return new Statement(text + ORDER.formatted(values.size()), values);
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
