package dev.latchkey.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PublicRequestLimitTest {

  private final AtomicLong nanos = new AtomicLong();
  private final PublicRequestLimit limit =
      new PublicRequestLimit(
          60,
          new TimeMeter() {
            @Override
            public long currentTimeNanos() {
              return nanos.get();
            }

            @Override
            public boolean isWallClockBased() {
              return false;
            }
          });

  private static ClientKey client(String address) {
    return ClientKey.of(Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(address)));
  }

  private void exhaust(ClientKey client) {
    for (int i = 0; i < 60; i++) {
      assertThat(limit.take(client)).isZero();
    }
  }

  @Test
  void aMinutesWorthMayComeAtOnceAndNoMore() {
    exhaust(client("198.51.100.7"));
    assertThat(limit.take(client("198.51.100.7"))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aRequestIsFreeAgainAfterItsShareOfTheMinute() {
    exhaust(client("198.51.100.7"));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limit.take(client("198.51.100.7"))).isZero();
    assertThat(limit.take(client("198.51.100.7"))).isPositive();
  }

  @Test
  void othersAreNotAffected() {
    exhaust(client("198.51.100.7"));
    assertThat(limit.take(client("198.51.100.8"))).isZero();
  }

  @Test
  void aWholeIpv6NetworkIsOneClient() {
    exhaust(client("2001:db8:1:2::1"));
    assertThat(limit.take(client("2001:db8:1:2:ffff:ffff:ffff:ffff"))).isPositive();
    assertThat(limit.take(client("2001:db8:1:3::1"))).isZero();
  }

  @Test
  void anIpv4AddressInIpv6ClothesIsTheSameClient() {
    exhaust(client("198.51.100.7"));
    assertThat(limit.take(client("::ffff:198.51.100.7"))).isPositive();
  }

  @Test
  void clientsWithoutAnAddressShareOneAllowance() {
    exhaust(ClientKey.of(Optional.empty()));
    assertThat(limit.take(ClientKey.of(Optional.empty()))).isPositive();
  }
}
