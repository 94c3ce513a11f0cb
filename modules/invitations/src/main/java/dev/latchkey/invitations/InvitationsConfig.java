package dev.latchkey.invitations;

import dev.latchkey.kernel.config.Settings;
import java.time.Duration;

/**
 * The settings below {@code invitations}.
 *
 * @param lifetime how long an invitation can be accepted: 1 hour to 30 days, default 48 hours
 * @param delegationLifetime how long the set-up that was handed over can be: 1 hour to 30 days,
 *     default 3 days
 */
public record InvitationsConfig(Duration lifetime, Duration delegationLifetime) {

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  /** Reads the settings. */
  public static InvitationsConfig from(Settings settings) {
    return new InvitationsConfig(
        settings.duration("invitations.lifetime", SHORTEST, LONGEST),
        settings.duration("invitations.delegation-lifetime", SHORTEST, LONGEST));
  }
}
