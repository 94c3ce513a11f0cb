package dev.latchkey.router.exchange;

import dev.latchkey.api.access.Origin;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from. Of all forwarding headers only X-Forwarded-For counts, and only here.
 */
final class Origins {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  /** As {@link Origin} bounds it. */
  private static final int MAX_USER_AGENT_CHARACTERS = 512;

  private final TrustedProxies proxies;

  Origins(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  Exchange exchange(HttpServerRequest request) {
    String requestId = RequestId.of(request.headers());
    InetAddress client = client(request);
    String address = client == null ? null : NetUtil.toAddressString(client);
    return new Exchange(requestId, client, new Origin(address, userAgent(request), requestId));
  }

  private @Nullable InetAddress client(HttpServerRequest request) {
    return Optional.ofNullable(request.remoteAddress())
        .map(SocketAddress::hostAddress)
        .map(NetUtil::createInetAddressFromIpAddressString)
        .map(peer -> proxies.client(peer, request.headers().getAll(FORWARDED_FOR)))
        .orElse(null);
  }

  private static @Nullable String userAgent(HttpServerRequest request) {
    String sent = request.getHeader(HttpHeaders.USER_AGENT);
    return sent == null || sent.length() <= MAX_USER_AGENT_CHARACTERS
        ? sent
        : sent.substring(0, MAX_USER_AGENT_CHARACTERS);
  }
}
