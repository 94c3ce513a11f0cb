package dev.latchkey.accounts;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.CreateUser;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.ListRoles;
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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * How long what administrators do most takes in an organisation of a thousand people, in one of a
 * million, and in one of a thousand that shares its database with the million; and how many people
 * are made a second. Over the bus, on a real database on the same machine. Prints a table; takes
 * about four minutes and 2 GB of disk. Runs only when it is asked for:
 *
 * <pre>mvn -pl modules/accounts -am verify -Dit.test=PeopleBenchmark -Dtest=none \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false</pre>
 */
class PeopleBenchmark {

  private static final UserFilter ALL = UserFilter.ALL;
  private static final int FEW = 1_000;
  private static final int MANY = 1_000_000;
  private static final int REPETITIONS = 100;

  /**
   * As many as keep two cores busy; of those who wait for slow hashes more would be turned away.
   */
  private static final int MAKERS = 8;

  private static final long MAKING_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Triggers and foreign keys are off meanwhile, so the columns of the lists are set here. */
  private static final String FILL =
      """
      CREATE TEMP TABLE crowd AS
        SELECT i, ('019aa5b0-0000-7000-9000-%4$s' || lpad(to_hex(i), 10, '0'))::uuid AS id,
               '%4$s-' || i || '@example.com' AS address,
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
      SELECT id, address, 'active', given, family FROM crowd;
      INSERT INTO accounts.email (id, person_id, address, address_key, is_primary, verified_at)
      SELECT id, id, address, address, true, now() FROM crowd;
      INSERT INTO accounts.membership (organization_id, person_id, state, account_type, created_at,
                                       sort_name, sort_email, search)
      SELECT '%3$s', id, CASE WHEN i %% 1000 = 0 THEN 'disabled' ELSE 'active' END, 'managed',
             now() - make_interval(secs => i), listing.*
        FROM crowd, LATERAL accounts.listing_of(given, family, NULL, address, address) AS listing;
      INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
      SELECT '%3$s', id, '00000000-0000-7000-8000-000000000003' FROM crowd;
      DROP TABLE crowd\
      """;

  /**
   * An organisation to measure in.
   *
   * @param mark two hexadecimal digits that its people's ids and addresses have
   */
  private record Site(String name, AccountsModule module, Caller admin, int people, String mark) {

    ListUsers list(UserFilter filter, UserSort sort, @Nullable String marker) {
      return new ListUsers(admin, filter, sort, false, 100, marker);
    }

    String address(int number) {
      return "%s-%d@example.com".formatted(mark, number);
    }

    String fill() {
      return FILL.formatted(people / 5, people, admin.organization(), mark);
    }
  }

  /** What is measured, and what is asked for it at a site. */
  private record Case(String name, Function<Site, Request<? extends Record>> request) {}

  @Test
  void aMillionPeopleAreAsQuickAsAThousand() throws Exception {
    try (AccountsModule small = new AccountsModule();
        AccountsModule large = new AccountsModule()) {
      Site few = new Site("1,000", small, small.owner(), FEW, "aa");
      Site many = new Site("1,000,000", large, large.owner(), MANY, "aa");
      Site beside = new Site("1,000 beside them", large, large.stranger(), FEW, "bb");
      fill(small, few);
      fill(large, many, beside);
      measure(List.of(few, many, beside));
      tellMade(List.of(few, many));
    }
  }

  private static void measure(List<Site> sites) {
    List<Case> cases = cases(sites);
    System.out.printf("| milliseconds, median of %d | ", REPETITIONS);
    sites.forEach(site -> System.out.printf("%s | ", site.name()));
    System.out.printf(
        "million/thousand | found |%n|---|%s---:|---|%n", "---:|".repeat(sites.size()));
    cases.subList(0, 3).forEach(each -> medians(each, sites));
    cases.forEach(each -> tell(each, sites));
  }

  private static List<Case> cases(List<Site> sites) {
    List<Case> cases = new ArrayList<>();
    for (UserSort sort : UserSort.values()) {
      cases.add(new Case("first page by " + name(sort), site -> site.list(ALL, sort, null)));
    }
    List<String> markers = sites.stream().map(PeopleBenchmark::atNineTenths).toList();
    cases.add(
        new Case(
            "page at nine tenths",
            site -> site.list(ALL, UserSort.NAME, markers.get(sites.indexOf(site)))));
    cases.add(new Case("exact lookup by id", PeopleBenchmark::one));
    cases.add(
        new Case(
            "exact lookup by address",
            site ->
                site.list(new UserFilter(site.address(777), Set.of(), null), UserSort.NAME, null)));
    cases.add(
        new Case("how many hold each role", site -> new ListRoles(site.admin(), 100, null, true)));
    searches(cases);
    cases.add(filter("disabled ones", new UserFilter(null, Set.of(MemberState.DISABLED), null)));
    cases.add(filter("owners", new UserFilter(null, Set.of(), BuiltInRole.OWNER.id())));
    cases.add(filter("members", new UserFilter(null, Set.of(), BuiltInRole.MEMBER.id())));
    cases.add(
        filter("disabled edith", new UserFilter("edith", Set.of(MemberState.DISABLED), null)));
    return cases;
  }

  /** Of a few, of one in sixteen, five hundred, and of all; early and late in the order. */
  private static void searches(List<Case> cases) {
    for (String text :
        List.of("quetzal", "zzz", "edith", "dith", "hopper2", "example", "e", "k", "zq")) {
      cases.add(search(text, UserSort.NAME));
    }
    for (String text : List.of("quetzal", "edith", "e")) {
      cases.add(search(text, UserSort.EMAIL));
      cases.add(search(text, UserSort.CREATED_AT));
    }
  }

  private static Case search(String text, UserSort sort) {
    return new Case(
        "search `" + text + "` by " + name(sort),
        site -> site.list(new UserFilter(text, Set.of(), null), sort, null));
  }

  private static String name(UserSort sort) {
    return sort.name().toLowerCase(Locale.ROOT);
  }

  private static Case filter(String name, UserFilter filter) {
    return new Case(name, site -> site.list(filter, UserSort.NAME, null));
  }

  private static DescribeUser one(Site site) {
    return new DescribeUser(
        site.admin(), PersonId.of("019aa5b0-0000-7000-9000-" + site.mark() + "00000002bc"));
  }

  private static String atNineTenths(Site site) {
    String marker = null;
    for (int page = 0; page < site.people() / 100 * 9 / 10; page++) {
      UserPage read = site.module().ask(site.list(ALL, UserSort.NAME, marker));
      marker = read.marker();
    }
    return String.valueOf(marker);
  }

  /** The sites take turns, so that whatever else the machine does burdens them alike. */
  private static double[] medians(Case each, List<Site> sites) {
    List<Request<? extends Record>> requests = new ArrayList<>();
    sites.forEach(site -> requests.add(each.request().apply(site)));
    double[][] millis = new double[sites.size()][REPETITIONS];
    for (int i = -20; i < REPETITIONS; i++) {
      for (int site = 0; site < sites.size(); site++) {
        long start = System.nanoTime();
        sites.get(site).module().ask(requests.get(site));
        millis[site][Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
      }
    }
    return Arrays.stream(millis).mapToDouble(PeopleBenchmark::median).toArray();
  }

  private static double median(double[] millis) {
    Arrays.sort(millis);
    return millis[millis.length / 2];
  }

  private static void tell(Case each, List<Site> sites) {
    double[] medians = medians(each, sites);
    String found =
        sites.stream()
            .map(site -> found(site.module().ask(each.request().apply(site))))
            .collect(Collectors.joining(", "));
    System.out.printf("| %s |", each.name());
    Arrays.stream(medians).forEach(median -> System.out.printf(" %.1f |", median));
    System.out.printf(" %.1f | %s |%n", medians[1] / medians[0], found);
  }

  private static String found(Record answer) {
    return answer instanceof UserPage page ? String.valueOf(page.items().size()) : "1";
  }

  /** Indexes are made at the end, as it takes by far the longest to keep them meanwhile. */
  private static void fill(AccountsModule module, Site... sites) {
    String indexes =
        " FROM pg_indexes WHERE schemaname = 'accounts' AND tablename IN ('membership', 'email')"
            + " AND indexname !~ '_pkey$|^email_once'";
    List<String> made = module.test.column("SELECT indexdef" + indexes);
    List<String> dropped =
        module.test.column("SELECT 'DROP INDEX accounts.' || indexname" + indexes);
    List<String> statements = new ArrayList<>(dropped);
    statements.add(0, "SET session_replication_role = replica");
    statements.add("SET maintenance_work_mem = '512MB'");
    Arrays.stream(sites).map(Site::fill).forEach(statements::add);
    statements.addAll(made);
    module.test.execute(statements.toArray(String[]::new));
    module.test.execute("VACUUM ANALYZE");
  }

  private static void tellMade(List<Site> sites) throws Exception {
    System.out.printf("%n| made a second | 1,000 | 1,000,000 |%n|---|---:|---:|%n");
    for (String password : Arrays.asList(null, AccountsModule.PASSWORD)) {
      System.out.printf("| with a %s password |", password == null ? "generated" : "given");
      for (Site site : sites) {
        System.out.printf(" %.0f |", madePerSecond(site, password));
      }
      System.out.println();
    }
  }

  private static double madePerSecond(Site site, @Nullable String password) throws Exception {
    String run = password == null ? "g" : "p";
    long start = System.nanoTime();
    List<Future<Integer>> makers =
        IntStream.range(0, MAKERS)
            .mapToObj(i -> make(site, run + i + "-", password, 0, start))
            .toList();
    Future.join(makers).await(1, TimeUnit.MINUTES);
    int made = makers.stream().mapToInt(Future::result).sum();
    return made / ((System.nanoTime() - start) / 1e9);
  }

  private static Future<Integer> make(
      Site site, String maker, @Nullable String password, int made, long start) {
    if (System.nanoTime() - start > MAKING_NANOS) {
      return Future.succeededFuture(made);
    }
    NewUser user = new NewUser(maker + made + "@example.org", null, "New", "Person", null, null);
    return site.module()
        .bus
        .ask(new CreateUser(site.admin(), user, password, Set.of()))
        .compose(done -> make(site, maker, password, made + 1, start));
  }
}
