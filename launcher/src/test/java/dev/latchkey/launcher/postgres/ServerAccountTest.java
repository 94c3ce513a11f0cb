package dev.latchkey.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The tools come with every Linux that builds Latchkey. */
class ServerAccountTest {
  private static final Owner ALICE = new Owner(1000, 1001);

  @Test
  void anOrdinaryUserStepsDownNowhere() {
    assertThat(ways(ALICE, ALICE, false)).containsExactly("as 1000");
  }

  @Test
  void rootFirstLosesItsRightsThenItsAccount() {
    assertThat(ways(Owner.ROOT, Owner.ROOT, false))
        .containsExactly("unshare as 0", "setpriv as 65534", "chroot as 65534");
  }

  @Test
  void rootServesItsOwnDatabaseOnlyAsItself() {
    assertThat(ways(Owner.ROOT, Owner.ROOT, true)).containsExactly("unshare as 0");
  }

  @Test
  void rootServesAnothersDirectoryAsThatOne() {
    assertThat(ways(Owner.ROOT, ALICE, true)).containsExactly("setpriv as 1000", "chroot as 1000");
    assertThat(ways(Owner.ROOT, ALICE, false)).containsExactly("setpriv as 1000", "chroot as 1000");
  }

  @Test
  void theParentsDeathIsWatchedAfterTheLastChangeOfAccount() {
    for (var account : ServerAccount.candidates(Owner.ROOT, Owner.ROOT, false)) {
      assertThat(account.command("postgres")).endsWith("--pdeathsig", "INT", "postgres");
    }
  }

  private static List<String> ways(Owner self, Owner owner, boolean clusterExists) {
    return ServerAccount.candidates(self, owner, clusterExists).stream()
        .map(account -> (tool(account) + " as " + account.owner().user()).strip())
        .toList();
  }

  /** The tool that changes the account: not the last setpriv, which only watches the parent. */
  private static String tool(ServerAccount account) {
    var words = account.prefix();
    return words.subList(0, words.size() - 3).stream()
        .map(word -> Path.of(word).getFileName())
        .map(String::valueOf)
        .filter(Set.of("unshare", "setpriv", "chroot")::contains)
        .findFirst()
        .orElse("");
  }
}
