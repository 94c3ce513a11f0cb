package dev.latchkey.router.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What counts as one client: an IPv4 address, or the /64 network of an IPv6 address, as its holder
 * has all of its 2^64 addresses at hand (RFC 6177 section 2).
 *
 * @param version 4 or 6; 0 for clients without an address, which share one key
 */
record ClientKey(int version, long network) {

  private static final ClientKey UNKNOWN = new ClientKey(0, 0);

  static ClientKey of(Optional<InetAddress> address) {
    return address.map(ClientKey::of).orElse(UNKNOWN);
  }

  private static ClientKey of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet6Address
        ? new ClientKey(6, bytes.getLong())
        : new ClientKey(4, Integer.toUnsignedLong(bytes.getInt()));
  }
}
