package dev.latchkey.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.UserFilter;
import dev.latchkey.api.accounts.UserPage;
import dev.latchkey.api.accounts.UserSort;
import dev.latchkey.api.bus.Request;
import dev.latchkey.api.id.PersonId;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How long what administrators do most takes in an organisation of a thousand and in one of a
 * million people, over the bus on a real database. Runs only when it is asked for, with {@code
 * -Dit.test=PeopleBenchmark}, and takes some minutes.
 */
class PeopleBenchmark {

  private static final UserFilter ALL = new UserFilter(null, null, null);
  private static final int REPETITIONS = 100;
  private static final int MAKERS = 16;
  private static final long MAKING_NANOS = TimeUnit.SECONDS.toNanos(15);

  /** Triggers and foreign keys are off meanwhile, so the columns of the lists are set here. */
  private static final String FILL =
      """
      CREATE TEMP TABLE crowd AS
        SELECT i, ('019aa5b0-0000-7000-9000-' || lpad(to_hex(i), 12, '0'))::uuid AS id,
               (ARRAY['Ada','Grace','Alan','Edith','Linus','Barbara','Ken','Margaret','Dennis',
                      'Radia','Edsger','Frances','Donald','Jean','Niklaus','Adele'])[1 + i %% 16]
               AS given,
               CASE WHEN i %% %1$d = 7 THEN 'Quetzalcoatl'
                    ELSE (ARRAY['Hop','Tur','Ham','Clar','Tor','Lis','Thom','Rit','Perl','Knu'])
                           [1 + (i / 16) %% 10]
                         || (ARRAY['per','ing','ilton','ke','valds','kov','pson','chie','man','th'])
                              [1 + (i / 160) %% 10] || to_hex(i / 1600) END AS family
          FROM generate_series(1, %2$d) AS i;
      INSERT INTO accounts.person (id, handle, state, given_name, family_name)
      SELECT id, 'p' || i || '@example.com', 'active', given, family FROM crowd;
      INSERT INTO accounts.email (id, person_id, address, address_key, is_primary, verified_at)
      SELECT id, id, 'p' || i || '@example.com', 'p' || i || '@example.com', true, now()
        FROM crowd;
      INSERT INTO accounts.membership (organization_id, person_id, state, account_type, created_at,
                                       sort_name, sort_email, search)
      SELECT '%3$s', id, CASE WHEN i %% 1000 = 0 THEN 'disabled' ELSE 'active' END, 'managed',
             now() - make_interval(secs => i), accounts.folded(given || ' ' || family),
             'p' || i || '@example.com',
             ' ' || accounts.folded(given || ' ' || family) || E'\\n p' || i || '@example.com'
        FROM crowd;
      INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
      SELECT '%3$s', id, '00000000-0000-7000-8000-000000000003' FROM crowd\
      """;

  @Test
  void aMillionPeopleAreAsQuickAsAThousand() throws Exception {
    Map<String, Double> few = measure(1_000);
    Map<String, Double> many = measure(1_000_000);
    few.forEach(
        (name, millis) ->
            System.out.printf(
                "%-28s %8.2f ms %8.2f ms  x %.1f%n",
                name, millis, many.get(name), many.get(name) / millis));
    assertThat(many.keySet()).isEqualTo(few.keySet());
  }

  private static Map<String, Double> measure(int people) throws Exception {
    try (AccountsModule module = new AccountsModule()) {
      Caller ada = module.owner();
      fill(module, ada, people);
      Medians medians = new Medians(module, people);
      for (UserSort sort : UserSort.values()) {
        medians.take("first page by " + sort, list(ada, ALL, sort, null));
      }
      for (String search : List.of("quetzal", "edith", "example", "p777@example.com", "zq", "e")) {
        UserFilter filter = new UserFilter(search, null, null);
        medians.take("search " + search, list(ada, filter, UserSort.NAME, null));
      }
      UserFilter disabled = new UserFilter(null, MemberState.DISABLED, null);
      medians.take("disabled ones", list(ada, disabled, UserSort.NAME, null));
      UserFilter owners = new UserFilter(null, null, BuiltInRole.OWNER.id());
      medians.take("owners", list(ada, owners, UserSort.NAME, null));
      PersonId one = PersonId.of("019aa5b0-0000-7000-9000-0000000002bc");
      medians.take("exact lookup", new DescribeUser(ada, one));
      String marker = walk(module, ada, people / 100 * 9 / 10);
      medians.take("page at nine tenths", list(ada, ALL, UserSort.NAME, marker));
      System.out.printf("%d people: %.0f made a second%n", people, madePerSecond(module, ada));
      return medians.millis();
    }
  }

  /** What was measured, told at once: the rest may take long. */
  private record Medians(AccountsModule module, int people, Map<String, Double> millis) {

    Medians(AccountsModule module, int people) {
      this(module, people, new LinkedHashMap<>());
    }

    void take(String name, Request<?> request) {
      double median = median(module, request);
      System.out.printf("%d people: %s %.2f ms%n", people, name, median);
      millis.put(name, median);
    }
  }

  /** Indexes are made at the end, as it takes by far the longest to keep them meanwhile. */
  private static void fill(AccountsModule module, Caller ada, int people) {
    String indexes =
        " FROM pg_indexes WHERE schemaname = 'accounts' AND tablename IN ('membership', 'email')"
            + " AND indexname !~ '_pkey$|^email_once'";
    List<String> made = module.test.column("SELECT indexdef" + indexes);
    List<String> dropped =
        module.test.column("SELECT 'DROP INDEX accounts.' || indexname" + indexes);
    List<String> statements = new ArrayList<>(dropped);
    statements.add(0, "SET session_replication_role = replica");
    statements.add("SET maintenance_work_mem = '512MB'");
    statements.add(FILL.formatted(people / 5, people, ada.organization()));
    statements.addAll(made);
    module.test.execute(statements.toArray(String[]::new));
    module.test.execute("VACUUM ANALYZE");
  }

  private static ListUsers list(
      Caller ada, UserFilter filter, UserSort sort, @Nullable String marker) {
    return new ListUsers(ada, filter, sort, false, 100, marker);
  }

  private static String walk(AccountsModule module, Caller ada, int pages) {
    String marker = null;
    for (int i = 0; i < pages; i++) {
      UserPage page = module.ask(list(ada, ALL, UserSort.NAME, marker));
      marker = page.marker();
    }
    return String.valueOf(marker);
  }

  private static double median(AccountsModule module, Request<?> request) {
    double[] millis = new double[REPETITIONS];
    for (int i = -20; i < REPETITIONS; i++) {
      long start = System.nanoTime();
      module.ask(request);
      millis[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis[REPETITIONS / 2];
  }

  private static double madePerSecond(AccountsModule module, Caller ada) throws Exception {
    long start = System.nanoTime();
    List<Future<Integer>> makers =
        IntStream.range(0, MAKERS).mapToObj(i -> make(module, ada, "m" + i, 0, start)).toList();
    Future.join(makers).await(1, TimeUnit.MINUTES);
    int made = makers.stream().mapToInt(Future::result).sum();
    return made / ((System.nanoTime() - start) / 1e9);
  }

  private static Future<Integer> make(
      AccountsModule module, Caller ada, String maker, int made, long start) {
    if (System.nanoTime() - start > MAKING_NANOS) {
      return Future.succeededFuture(made);
    }
    NewUser user =
        new NewUser(maker + "-" + made + "@example.org", null, "New", "Person", null, null);
    return module
        .bus
        .ask(new CreateUser(ada, user, AccountsModule.PASSWORD, Set.of()))
        .compose(done -> make(module, ada, maker, made + 1, start));
  }
}
