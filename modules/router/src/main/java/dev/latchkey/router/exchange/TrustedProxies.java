package dev.latchkey.router.exchange;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whose word counts about where a request came from. Each proxy appends the address that it saw to
 * X-Forwarded-For, so the list is read from its end, and only as far as trusted proxies wrote it;
 * what stands before that may be anybody's invention. Immutable.
 */
public final class TrustedProxies {

  /** How many proxies are followed at most (chosen, not measured). */
  private static final int MAX_HOPS = 16;

  private static final Pattern IPV4_WITH_PORT = Pattern.compile("([0-9.]{7,15}):[0-9]{1,5}");
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]{2,45})\\](:[0-9]{1,5})?");

  private final List<IpSubnetFilterRule> blocks;

  private TrustedProxies(List<IpSubnetFilterRule> blocks) {
    this.blocks = List.copyOf(blocks);
  }

  /**
   * The proxies in these blocks.
   *
   * @param cidrBlocks such as {@code 10.0.0.0/8} or {@code fd00::/8}
   * @throws IllegalArgumentException when an entry is no CIDR block
   */
  public static TrustedProxies of(List<String> cidrBlocks) {
    return new TrustedProxies(cidrBlocks.stream().map(TrustedProxies::block).toList());
  }

  /**
   * The client's address: the peer of the connection, or, when that is a trusted proxy, the last
   * address of the list that is none.
   *
   * @param peer the other end of the connection
   * @param forwardedFor the X-Forwarded-For lines in order
   */
  InetAddress client(InetAddress peer, List<String> forwardedFor) {
    InetAddress client = peer;
    for (String hop : fromTheEnd(forwardedFor)) {
      Optional<InetAddress> before = isTrusted(client) ? address(hop) : Optional.empty();
      if (before.isEmpty()) {
        return client;
      }
      client = before.get();
    }
    return client;
  }

  private boolean isTrusted(InetAddress address) {
    InetSocketAddress socket = new InetSocketAddress(address, 0);
    return blocks.stream().anyMatch(block -> block.matches(socket));
  }

  private static List<String> fromTheEnd(List<String> lines) {
    if (lines.isEmpty()) {
      return List.of();
    }
    List<String> hops = new ArrayList<>(List.of(String.join(",", lines).split(",", -1)));
    Collections.reverse(hops);
    return hops.subList(0, Math.min(hops.size(), MAX_HOPS));
  }

  /** Reads a literal; a name is never looked up. */
  private static Optional<InetAddress> address(String hop) {
    String text = hop.strip();
    var bracketed = BRACKETED.matcher(text);
    var withPort = IPV4_WITH_PORT.matcher(text);
    String literal =
        bracketed.matches() ? bracketed.group(1) : withPort.matches() ? withPort.group(1) : text;
    return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(literal));
  }

  private static IpSubnetFilterRule block(String cidr) {
    int slash = cidr.indexOf('/');
    InetAddress network =
        Optional.of(slash)
            .filter(at -> at > 0)
            .map(at -> NetUtil.createInetAddressFromIpAddressString(cidr.substring(0, at)))
            .orElseThrow(() -> new IllegalArgumentException("no CIDR block"));
    int prefix = Integer.parseInt(cidr.substring(slash + 1));
    return new IpSubnetFilterRule(network, prefix, IpFilterRuleType.ACCEPT);
  }
}
