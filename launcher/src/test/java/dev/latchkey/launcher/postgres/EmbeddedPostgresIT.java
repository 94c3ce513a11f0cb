package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.testing.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class EmbeddedPostgresIT {
  private static final Owner STRANGER = new Owner(23456, 23456);

  /** Created once; each test gets a copy, because unpacking and creating take a second each. */
  @TempDir static Path original;

  @TempDir Path temporary;

  private Path data;

  @BeforeAll
  static void createOriginal() {
    EmbeddedPostgres.start(original).close();
  }

  @BeforeEach
  void copyOriginal() throws IOException {
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
    data = Files.createDirectory(temporary.resolve("data"));
    var copy = Home.in(data);
    copy(Home.in(original).binaries(), copy.binaries(), "-al");
    copy(Home.in(original).cluster(), copy.cluster(), "-a");
    copy(Home.in(original).passwords(), copy.passwords(), "-a");
  }

  private static void copy(Path from, Path to, String how) throws IOException {
    var process = new ProcessBuilder("cp", how, from.toString(), to.toString()).start();
    assertThat(process.onExit().join().exitValue()).isZero();
  }

  @Test
  void aFirstStartUnpacksAndAnswersItsOwnerAndTheService() throws Exception {
    var fresh = temporary.resolve("not/yet/there");
    try (var postgres = EmbeddedPostgres.start(fresh);
        var owner = connect(postgres, postgres.owner());
        var service = connect(postgres, postgres.service())) {
      assertThat(postgres.host()).isEqualTo("127.0.0.1");
      assertThat(text(owner, "SELECT current_user")).isEqualTo("latchkey_owner");
      assertThat(text(service, "SELECT current_user")).isEqualTo("latchkey");
      assertThat(text(service, "SELECT current_database()")).isEqualTo(postgres.database());
    }
    assertThat(namesIn(Home.in(fresh).directory()))
        .containsExactlyInAnyOrder(
            "binaries-18.6.0", "cluster", "lock", "passwords", "pg_hba.conf", "server.log");
  }

  @Test
  void theServerIsDurableAndListensOnLoopbackOnly() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data);
        var owner = connect(postgres, postgres.owner())) {
      assertThat(text(owner, "SHOW fsync")).isEqualTo("on");
      assertThat(text(owner, "SHOW synchronous_commit")).isEqualTo("on");
      assertThat(text(owner, "SHOW data_checksums")).isEqualTo("on");
      assertThat(text(owner, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(text(owner, "SHOW max_connections")).isEqualTo("60");
      assertThat(Path.of("/tmp/.s.PGSQL." + postgres.port())).doesNotExist();
    }
  }

  @Test
  void theOwnerCreatesTheExtensionsAndTheyKnowLettersBeyondAscii() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data);
        var owner = connect(postgres, postgres.owner())) {
      run(owner, "CREATE EXTENSION pg_trgm");
      run(owner, "CREATE EXTENSION citext");
      assertThat(text(owner, "SELECT 'ZOË'::citext = 'zoë'::citext")).isEqualTo("t");
      assertThat(text(owner, "SELECT similarity('Привет', 'привет') = 1")).isEqualTo("t");
      assertThat(text(owner, "SELECT cardinality(show_trgm('Zoë'))")).isEqualTo("4");
      assertThat(text(owner, "SHOW server_encoding")).isEqualTo("UTF8");
    }
  }

  @Test
  void theServicesRoleMayOnlyConnect() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data);
        var service = connect(postgres, postgres.service())) {
      for (var forbidden :
          List.of(
              "CREATE TABLE public.t (a int)",
              "CREATE TEMP TABLE t (a int)",
              "CREATE SCHEMA s",
              "CREATE ROLE r",
              "CREATE DATABASE d",
              "COPY (SELECT 1) TO PROGRAM 'true'")) {
        assertThatThrownBy(() -> run(service, forbidden))
            .as(forbidden)
            .hasMessageContaining("permission denied");
      }
      var elsewhere = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(postgres.port());
      assertThatThrownBy(() -> connect(elsewhere, postgres.service()))
          .hasMessageContaining("permission denied for database");
    }
  }

  @Test
  void aWrongOrMissingPasswordIsRefusedForEveryRole() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      for (var role : List.of("postgres", "latchkey_owner", "latchkey")) {
        assertThatThrownBy(() -> connect(postgres, new Credentials(role, "wrong")))
            .hasMessageContaining("password authentication failed");
        assertThatThrownBy(() -> connect(postgres, new Credentials(role, "")))
            .hasMessageContaining("SCRAM");
      }
    }
  }

  @Test
  void everyRoleHasAScramSecretOfItsOwn() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data);
        var superuser = connect(postgres, Passwords.in(Home.in(data)).of("postgres"))) {
      var scram =
          "SELECT count(DISTINCT rolpassword) FROM pg_authid WHERE rolpassword LIKE"
              + " 'SCRAM-SHA-256$%'";
      assertThat(text(superuser, scram)).isEqualTo("3");
      assertThat(postgres.owner().password()).hasSize(43);
      assertThat(postgres.owner().toString()).doesNotContain(postgres.owner().password());
    }
  }

  @Test
  void onlyTheOwnerOfThePasswordsReadsThemAndNoneIsLogged() throws Exception {
    var home = Home.in(data);
    EmbeddedPostgres.start(data).close();
    for (var secret : List.of(home.passwords(), home.log())) {
      assertThat(Files.getPosixFilePermissions(secret))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    var password = Passwords.in(home).of("latchkey").password();
    assertThat(home.log()).content().doesNotContain(password).doesNotContain("SCRAM");
  }

  @Test
  void aRestartKeepsRowsAndPasswords() throws Exception {
    Credentials before;
    try (var postgres = EmbeddedPostgres.start(data)) {
      before = postgres.owner();
      writeRow(postgres);
    }
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(postgres.owner()).isEqualTo(before);
      assertThat(readRow(postgres)).isEqualTo("kept");
    }
  }

  @Test
  void closingEndsTheServerEvenWithAConnectionOpenAndTwiceIsHarmless() throws Exception {
    var postgres = EmbeddedPostgres.start(data);
    var server = server(data);
    try (var open = connect(postgres, postgres.owner())) {
      postgres.close();
      postgres.close();
      assertThat(server.isAlive()).isFalse();
      assertThat(open.isValid(1)).isFalse();
    }
    assertThat(Home.in(data).processFile()).doesNotExist();
  }

  @Test
  void aKilledServerIsStartedAgainAtItsPortWithEveryRow() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      int port = postgres.port();
      writeRow(postgres);
      for (int kills = 0; kills < 2; kills++) {
        var killed = server(data);
        killed.destroyForcibly();
        killed.onExit().get(5, TimeUnit.SECONDS);
        Eventually.passes(
            () -> {
              try (var open = connect(postgres, postgres.owner())) {
                assertThat(open.isValid(1)).isTrue();
              } catch (java.sql.SQLException notYet) {
                throw new AssertionError(notYet);
              }
            });
        assertThat(postgres.port()).isEqualTo(port);
        assertThat(server(data).pid()).isNotEqualTo(killed.pid());
      }
    }
    assertRowSurvived();
  }

  @Test
  void aKilledJvmTakesItsServerAlongAndTheNextStartRecovers() throws Exception {
    try (var child = Child.start(data)) {
      writeRow(child.port());
      var server = server(data);
      child.kill();
      waitUntil(() -> !server.isAlive());
    }
    assertRowSurvived();
  }

  @Test
  void aStartRightAfterTheJvmWasKilledWaitsForItsServerToEnd() throws Exception {
    try (var child = Child.start(data)) {
      writeRow(child.port());
      child.kill();
    }
    assertRowSurvived();
  }

  @Test
  void aKilledJvmAndServerAreRecoveredFrom() throws Exception {
    try (var child = Child.start(data)) {
      writeRow(child.port());
      server(data).destroyForcibly();
      child.kill();
    }
    assertRowSurvived();
  }

  @Test
  void aServerThatHangsAfterItsJvmWasKilledIsEnded() throws Exception {
    try (var child = Child.start(data)) {
      writeRow(child.port());
      var server = server(data);
      signal("STOP", server.pid());
      child.kill();
      assertThat(server.isAlive()).isTrue();
    }
    assertRowSurvived();
  }

  @Test
  void aProcessThatGotTheOldServersIdIsNotMistakenForIt() throws Exception {
    var file = Home.in(data).processFile();
    List<String> lines;
    try (var postgres = EmbeddedPostgres.start(data)) {
      writeRow(postgres);
      lines = new ArrayList<>(Files.readAllLines(file));
    }
    var bystander = new ProcessBuilder("sleep", "60").start();
    try {
      lines.set(0, Long.toString(bystander.pid()));
      Files.write(file, lines);
      assertRowSurvived();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      bystander.destroyForcibly();
    }
  }

  @Test
  void aRunningServerIsFoundByItsFilesAndOneThatHasEndedIsNot() throws Exception {
    List<String> lines;
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(RunningPostgres.on(data)).isEqualTo(postgres.running());
      lines = new ArrayList<>(Files.readAllLines(Home.in(data).processFile()));
    }
    assertThatThrownBy(() -> RunningPostgres.on(data))
        .hasMessageContaining("no Latchkey is running");
    lines.set(0, Long.toString(ProcessHandle.current().pid()));
    Files.write(Home.in(data).processFile(), lines);
    assertThatThrownBy(() -> RunningPostgres.on(data))
        .as("a process that got the old server's id")
        .hasMessageContaining("no Latchkey is running on the data directory " + data);
  }

  @Test
  void aSecondStartInTheSameDirectoryIsRefused() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThatThrownBy(() -> EmbeddedPostgres.start(data))
          .hasMessageContaining("Another Latchkey is using the data directory " + data);
      try (var child = Child.start(data)) {
        assertThat(child.answer()).contains("Another Latchkey is using the data directory");
      }
      writeRow(postgres);
      assertThat(readRow(postgres)).isEqualTo("kept");
    }
  }

  @Test
  void aFirstStartThatDiedHalfWayIsDoneAgain() throws Exception {
    var home = Home.in(data);
    DurableFiles.deleteTree(home.cluster());
    Files.createDirectory(home.directory().resolve(Home.CREATING + "1"));
    Files.createDirectories(home.directory().resolve(Home.UNPACKING + "1/bin"));
    DurableFiles.deleteTree(home.binaries());
    try (var postgres = EmbeddedPostgres.start(data)) {
      writeRow(postgres);
    }
    assertThat(namesIn(home.directory()))
        .noneMatch(name -> name.matches("(creating|unpacking)-.*"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unpacking-*",
        "unpacking-*/bin/postgres",
        "creating-*",
        "creating-*/PG_VERSION",
        "creating-*/global/pg_control",
        "cluster"
      })
  void aJvmKilledDuringItsFirstStartLeavesNothingInTheWay(String moment) throws Exception {
    var home = Home.in(data);
    DurableFiles.deleteTree(home.binaries());
    DurableFiles.deleteTree(home.cluster());
    try (var child = Child.start(data)) {
      waitUntil(() -> exists(home.directory(), moment) || exists(home.directory(), "cluster"));
      child.kill();
    }
    try (var postgres = EmbeddedPostgres.start(data)) {
      writeRow(postgres);
    }
  }

  @Test
  void ofTwoSimultaneousFirstStartsExactlyOneSucceeds() throws Exception {
    var fresh = temporary.resolve("fresh");
    try (var one = Child.start(fresh);
        var other = Child.start(fresh)) {
      assertThat(List.of(one.answer(), other.answer()))
          .satisfiesOnlyOnce(answer -> assertThat(answer).startsWith("ready "))
          .satisfiesOnlyOnce(answer -> assertThat(answer).contains("Another Latchkey"));
    }
  }

  @Test
  void aDatabaseOfAnotherMajorVersionIsRefused() throws Exception {
    Files.writeString(Home.in(data).cluster().resolve("PG_VERSION"), "17\n");
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .hasMessageContaining("written by PostgreSQL 17")
        .hasMessageContaining("set database.url");
  }

  @Test
  void lostPasswordsAreNamed() throws Exception {
    Files.delete(Home.in(data).passwords());
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .hasMessageContaining(Home.in(data).passwords() + " with its passwords is missing");
  }

  @Test
  void aMissingProgramIsNamed() throws Exception {
    Files.delete(Path.of(new Binaries(Home.in(data).binaries()).postgres()));
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .hasMessageContaining("delete " + Home.in(data).binaries())
        .hasMessageContaining("set database.url");
  }

  @Test
  void aServerThatEndsAtItsStartIsQuoted() throws Exception {
    Files.delete(Home.in(data).cluster().resolve("global/pg_control"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .hasMessageContaining("ended at its start")
        .hasMessageContaining(Home.in(data).log().toString())
        .hasMessageContaining("pg_control");
  }

  @Test
  void aServerThatHangsAtItsStartIsEndedAndQuoted() throws Exception {
    var program = Path.of(new Binaries(Home.in(data).binaries()).postgres());
    Files.delete(program);
    Files.writeString(
        program, "#!/bin/sh\n[ \"$1\" = --version ] && exit\necho I sleep\nexec sleep 60\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(data, Duration.ofSeconds(1)))
        .hasMessageContaining("was not ready within 1 s")
        .hasMessageEndingWith("I sleep");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void aFailedStartFreesTheDirectory() throws Exception {
    var control = Home.in(data).cluster().resolve("global/pg_control");
    var aside = control.resolveSibling("aside");
    Files.move(control, aside);
    assertThatThrownBy(() -> EmbeddedPostgres.start(data)).hasMessageContaining("ended");
    Files.move(aside, control);
    EmbeddedPostgres.start(data).close();
  }

  @Test
  void theTerminalsInterruptDoesNotReachTheServer() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      var server = server(data);
      var afterName = Files.readString(Path.of("/proc/" + server.pid() + "/stat")).split("\\) ")[1];
      assertThat(afterName.split(" ")[3]).as("session").isEqualTo(Long.toString(server.pid()));
      assertThat(server.isAlive()).isTrue();
      assertThat(postgres.port()).isPositive();
    }
  }

  @Test
  void aDirectoryOfAnOrdinaryUserIsServedAsThatUserByRoot() throws Exception {
    requireRoot();
    DurableFiles.deleteTree(Home.in(data).cluster());
    Owner.NOBODY.give(data);
    try (var postgres = EmbeddedPostgres.start(data)) {
      writeRow(postgres);
      assertThat(Owner.of(Path.of("/proc/" + server(data).pid()))).isEqualTo(Owner.NOBODY);
      assertThat(Owner.of(Home.in(data).cluster())).isEqualTo(Owner.NOBODY);
    }
    Owner.ROOT.give(data);
    assertRowSurvived();
  }

  @Test
  void aServerUnderAnotherAccountEndsWithItsJvmToo() throws Exception {
    requireRoot();
    DurableFiles.deleteTree(Home.in(data).cluster());
    Owner.NOBODY.give(data);
    try (var child = Child.start(data)) {
      writeRow(child.port());
      var server = server(data);
      child.kill();
      waitUntil(() -> !server.isAlive());
    }
    assertRowSurvived();
  }

  @Test
  void aClosedParentDirectoryIsNamedToRoot() throws Exception {
    requireRoot();
    DurableFiles.deleteTree(Home.in(data).cluster());
    Owner.NOBODY.give(data);
    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwx------"));
    assertThatThrownBy(() -> EmbeddedPostgres.start(data))
        .hasMessageContaining("can't pass through " + temporary)
        .hasMessageContaining("chmod o+x");
  }

  @Test
  void everyWayToStepDownFromRootWorksOnThisMachine() throws Exception {
    requireRoot();
    var home = Home.in(data);
    var binaries = Binaries.in(home);
    for (var account : ServerAccount.candidates(Owner.ROOT, Owner.ROOT, false)) {
      var outcome =
          Command.run(
              account.command(binaries.postgres(), "--version"),
              home.directory(),
              "",
              Duration.ofSeconds(5));
      assertThat(outcome.output()).as(account.toString()).contains("18.6");
    }
  }

  @Test
  void anOrdinaryUserStartsItDirectlyAndItEndsWithTheJvm() throws Exception {
    requireRoot();
    var classes = openDirectory("classes");
    var own = Files.createDirectory(temporary.resolve("own"));
    Owner.NOBODY.give(own);
    try (var child = Child.startAs(Owner.NOBODY, classes, own)) {
      assertThat(child.answer()).startsWith("ready ");
      writeRow(own, child.port());
      var server = server(own);
      child.kill();
      waitUntil(() -> !server.isAlive());
    }
    try (var child = Child.startAs(Owner.NOBODY, openDirectory("again"), own)) {
      assertThat(readRow(own, child.port())).isEqualTo("kept");
    }
  }

  @Test
  void anOrdinaryUserIsToldAboutADirectoryThatIsNotTheirs() throws Exception {
    requireRoot();
    try (var child = Child.startAs(STRANGER, openDirectory("classes"), data)) {
      assertThat(child.answer()).contains("permission denied").contains("set database.url");
    }
  }

  private Path openDirectory(String name) throws IOException {
    return Files.createDirectory(temporary.resolve(name));
  }

  private void assertRowSurvived() throws Exception {
    try (var postgres = EmbeddedPostgres.start(data)) {
      assertThat(readRow(postgres)).isEqualTo("kept");
    }
  }

  private void writeRow(EmbeddedPostgres postgres) throws Exception {
    writeRow(data, postgres.port());
  }

  private void writeRow(int port) throws Exception {
    writeRow(data, port);
  }

  private static void writeRow(Path directory, int port) throws Exception {
    try (var owner = connect(url(port), Passwords.in(Home.in(directory)).of("latchkey_owner"))) {
      run(owner, "CREATE TABLE t AS SELECT 'kept' AS a");
    }
  }

  private String readRow(EmbeddedPostgres postgres) throws Exception {
    return readRow(data, postgres.port());
  }

  private static String readRow(Path directory, int port) throws Exception {
    try (var owner = connect(url(port), Passwords.in(Home.in(directory)).of("latchkey_owner"))) {
      return text(owner, "SELECT a FROM t");
    }
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/latchkey".formatted(port);
  }

  private static Connection connect(EmbeddedPostgres postgres, Credentials who)
      throws SQLException {
    return connect(url(postgres.port()), who);
  }

  private static Connection connect(String url, Credentials who) throws SQLException {
    return DriverManager.getConnection(url, who.user(), who.password());
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static ProcessHandle server(Path directory) throws IOException {
    var id = Files.readAllLines(Home.in(directory).processFile()).get(0);
    return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
  }

  private static void signal(String name, long processId) throws IOException {
    new ProcessBuilder("sh", "-c", "kill -" + name + " " + processId).start().onExit().join();
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (var names = Files.list(directory)) {
      return names.map(name -> name.getFileName().toString()).toList();
    }
  }

  private static void requireRoot() throws IOException {
    assumeTrue(Owner.ofThisProcess().isRoot(), "only root can try other accounts");
  }

  private static boolean exists(Path directory, String pattern) {
    var parts = pattern.split("/", 2);
    try (var matches = Files.newDirectoryStream(directory, parts[0])) {
      for (var match : matches) {
        if (parts.length == 1 || Files.exists(match.resolve(parts[1]))) {
          return true;
        }
      }
      return false;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void waitUntil(BooleanSupplier condition) throws TimeoutException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(30)) {
        throw new TimeoutException("It did not come true within 30 s");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }
}
