package dev.latchkey.sessions;

import dev.latchkey.api.accounts.SessionLimits;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a login may live when it is opened, or moved to another organisation: of each limit the
 * tighter one, the installation's or the organisation's.
 *
 * @param lifetime since it was opened
 * @param idleSeconds the organisation's; null for none. The installation's counts beside it
 */
record LoginLimits(Duration lifetime, @Nullable Double idleSeconds) {

  static LoginLimits of(SessionsConfig installation, SessionLimits organization) {
    Optional<Integer> lifetime = Optional.ofNullable(organization.lifetimeSeconds());
    Integer idle = organization.idleSeconds();
    return new LoginLimits(
        lifetime
            .map(Duration::ofSeconds)
            .filter(shorter -> shorter.compareTo(installation.lifetime()) < 0)
            .orElse(installation.lifetime()),
        idle == null ? null : idle.doubleValue());
  }
}
