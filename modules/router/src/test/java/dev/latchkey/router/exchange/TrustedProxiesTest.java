package dev.latchkey.router.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static final TrustedProxies TRUSTED =
      TrustedProxies.of(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.1/32"));

  private static String client(String peer, String... lines) {
    var address = NetUtil.createInetAddressFromIpAddressString(peer);
    return NetUtil.toAddressString(TRUSTED.client(address, List.of(lines)));
  }

  @Test
  void aStrangerIsNotBelieved() {
    assertThat(client("203.0.113.9", "198.51.100.7")).isEqualTo("203.0.113.9");
  }

  @Test
  void aTrustedProxyNamesTheClient() {
    assertThat(client("10.1.2.3", "198.51.100.7")).isEqualTo("198.51.100.7");
  }

  @Test
  void whatTheClientWroteItselfBeforeTheProxyDoesNotCount() {
    assertThat(client("10.1.2.3", "127.0.0.1, 198.51.100.7")).isEqualTo("198.51.100.7");
  }

  @Test
  void chainsOfTrustedProxiesAreFollowed() {
    assertThat(client("10.1.2.3", "1.1.1.1, 198.51.100.7, 10.9.9.9 ,192.0.2.1"))
        .isEqualTo("198.51.100.7");
  }

  @Test
  void severalHeaderLinesAreOneList() {
    assertThat(client("10.1.2.3", "1.1.1.1, 198.51.100.7", "10.9.9.9")).isEqualTo("198.51.100.7");
  }

  @Test
  void aClientInsideTheTrustedNetworkIsItself() {
    assertThat(client("10.1.2.3", "10.7.7.7")).isEqualTo("10.7.7.7");
  }

  @Test
  void noHeaderMeansThePeer() {
    assertThat(client("10.1.2.3")).isEqualTo("10.1.2.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "unknown", "evil.example", "300.1.1.1", "_hidden", "1.2.3.4.5", "::g"})
  void whatIsNoAddressEndsTheChainAtTheLastKnownHop(String hop) {
    assertThat(client("10.1.2.3", "198.51.100.7, " + hop)).isEqualTo("10.1.2.3");
  }

  @Test
  void portsAndBracketsAreUnderstood() {
    assertThat(client("10.1.2.3", "198.51.100.7:4711")).isEqualTo("198.51.100.7");
    assertThat(client("10.1.2.3", "[2001:db8::7]:4711")).isEqualTo("2001:db8::7");
    assertThat(client("fd00::1", "2001:db8::7")).isEqualTo("2001:db8::7");
  }

  @Test
  void anEndlessChainIsFollowedForSixteenHopsOnly() {
    String chain = "198.51.100.7" + String.join("", Collections.nCopies(16, ", 10.0.0.1"));
    assertThat(client("10.1.2.3", chain)).isEqualTo("10.0.0.1");
    assertThat(client("10.1.2.3", chain.substring(0, chain.length() - ", 10.0.0.1".length())))
        .isEqualTo("198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/x", "/8", "proxy.example/8", "", "::/129"})
  void whatIsNoBlockIsRefused(String block) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(block)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
