package dev.latchkey.launcher.surfaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.launcher.e2e.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The public TypeScript client of ServiceStack, on which the product stands, unmodified and pointed
 * at Latchkey. It is skipped where there is no Node.js, or the client can't be had from the
 * registry; {@code .ci/run} provides both.
 */
class RpcClientIT {

  private static final PublicClient CLIENT = new PublicClient("rpc", "@servicestack/client");

  @Test
  void aClientThatSomebodyElseWroteWorksUnmodified() throws Exception {
    assumeTrue(CLIENT.isInstalled(), "the client is not here: it takes node, npm and the registry");
    Rpc rpc = Rpc.founded();
    Person owner = rpc.owner();
    Person member = rpc.member();
    assertThat(
            CLIENT.drive(
                Map.of(
                    "LATCHKEY_URL", rpc.node().latchkey().url().toString(),
                    "LATCHKEY_OWNER", owner.email(),
                    "LATCHKEY_MEMBER", member.email(),
                    "LATCHKEY_PASSWORD", Person.PASSWORD)))
        .hasSize(16);
  }
}
