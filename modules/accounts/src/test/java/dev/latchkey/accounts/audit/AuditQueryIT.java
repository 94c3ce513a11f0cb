package dev.latchkey.accounts.audit;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.accounts.EventFilter;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Statement;
import dev.latchkey.testing.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A page of a long log costs no more than a page of a short one, wherever it begins. */
class AuditQueryIT {

  private static final OrganizationId ORGANIZATION = new OrganizationId(Ids.next());
  private static final UUID RARE = Ids.next();

  /** Pages of 8 KiB that a page of ten may touch; each event is in another table page at worst. */
  private static final int MOST_BLOCKS = 150;

  private static final Pattern BLOCKS = Pattern.compile("shared hit=(\\d+)(?: read=(\\d+))?");

  private static Vertx vertx;
  private static Database database;
  private static UUID deep;

  @BeforeAll
  static void fill() throws Exception {
    vertx = Vertx.vertx();
    TestDatabase test = TestDatabase.with("accounts");
    database = test.open(vertx);
    test.execute(
        """
        CREATE TABLE kernel.event_2026_03 PARTITION OF kernel.event
          FOR VALUES FROM ('2026-03-01 00:00:00+00') TO ('2026-04-01 00:00:00+00')\
        """,
        """
        CREATE TABLE kernel.event_2026_04 PARTITION OF kernel.event
          FOR VALUES FROM ('2026-04-01 00:00:00+00') TO ('2026-05-01 00:00:00+00')\
        """,
        """
        INSERT INTO kernel.event (id, occurred_at, type, organization_id, actor_kind, actor_id,
                                  subject_kind, subject_id)
        SELECT gen_random_uuid(), timestamptz '2026-03-01 00:00:00+00' + n * interval '1 minute',
               CASE WHEN n %% 10000 = 0 THEN 'rare.event' ELSE 'login.started' END,
               CASE WHEN n %% 4 = 0 THEN '%1$s'::uuid ELSE gen_random_uuid() END, 'person',
               CASE WHEN n %% 10000 = 0 THEN '%2$s'::uuid ELSE gen_random_uuid() END, 'login',
               CASE WHEN n %% 10000 = 0 THEN '%2$s'::uuid ELSE gen_random_uuid() END
          FROM generate_series(0, 80000) AS n\
        """
            .formatted(ORGANIZATION, RARE),
        "ANALYZE kernel.event");
    deep =
        UUID.fromString(
            test.column(
                    "SELECT id FROM kernel.event WHERE organization_id = '%s' ORDER BY occurred_at OFFSET 500 LIMIT 1"
                        .formatted(ORGANIZATION))
                .get(0));
  }

  @AfterAll
  static void stop() throws Exception {
    vertx.close().await(20, SECONDS);
  }

  static Stream<EventFilter> filters() {
    Instant from = Instant.parse("2026-03-02T00:00:00Z");
    return Stream.of(
        EventFilter.ALL,
        new EventFilter(RARE, null, null, null, null),
        new EventFilter(null, RARE, null, null, null),
        new EventFilter(null, null, "rare.event", null, null),
        new EventFilter(null, null, "login.started", null, null),
        new EventFilter(Ids.next(), null, null, null, null),
        new EventFilter(null, null, "no.such_type", null, null),
        new EventFilter(RARE, RARE, "rare.event", from, null),
        new EventFilter(null, null, null, from, from.plusSeconds(3600)));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void theFirstPageTouchesLittle(EventFilter filter) throws Exception {
    assertThat(blocks(filter, null)).isBetween(1, MOST_BLOCKS);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void aPageAtTheOtherEndTouchesLittle(EventFilter filter) throws Exception {
    assertThat(blocks(filter, deep)).isBetween(1, MOST_BLOCKS);
  }

  private static int blocks(EventFilter filter, @Nullable UUID last) throws Exception {
    Statement page = AuditQuery.of(ORGANIZATION, filter, last).limitedTo(11);
    StringBuilder plan = new StringBuilder();
    for (Row row :
        database
            .run("EXPLAIN (ANALYZE, BUFFERS) " + page.text(), page.values().toArray())
            .await(20, SECONDS)) {
      plan.append(row.getString(0)).append('\n');
    }
    Matcher total = BLOCKS.matcher(plan);
    assertThat(total.find()).as(plan.toString()).isTrue();
    String read = total.group(2);
    int blocks = Integer.parseInt(total.group(1)) + (read == null ? 0 : Integer.parseInt(read));
    assertThat(blocks).as(plan.toString()).isLessThanOrEqualTo(MOST_BLOCKS);
    return blocks;
  }
}
