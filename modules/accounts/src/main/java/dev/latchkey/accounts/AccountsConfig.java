package dev.latchkey.accounts;

import dev.latchkey.accounts.organization.CreationPolicy;
import dev.latchkey.accounts.password.PasswordPolicy;
import dev.latchkey.accounts.registration.RegistrationRules;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.guess.GuessLimits;
import java.time.Duration;

/**
 * The settings of the accounts module.
 *
 * @param registration who may register: setting {@code registration}, default closed
 * @param emailLinkLifetime how long a proof of an address can be used, default 24 h
 * @param resetLinkLifetime how long a password reset can be used, default 1 h (NIST SP 800-63B-4
 *     §4.2.1.2: at most 24 h)
 */
public record AccountsConfig(
    RegistrationRules registration,
    PasswordPolicy passwords,
    GuessLimits guesses,
    Duration emailLinkLifetime,
    Duration resetLinkLifetime) {

  private enum Openness {
    CLOSED,
    OPEN
  }

  /** Reads the settings. */
  public static AccountsConfig from(Settings settings) {
    Duration emailLinkLifetime = lifetime(settings, "links.email-lifetime", Duration.ofDays(7));
    return new AccountsConfig(
        new RegistrationRules(
            settings.choice("registration", Openness.class) == Openness.OPEN,
            settings.choice("organizations.creation", CreationPolicy.class),
            emailLinkLifetime),
        PasswordPolicy.from(settings),
        GuessLimits.from(settings),
        emailLinkLifetime,
        lifetime(settings, "links.password-reset-lifetime", Duration.ofHours(24)));
  }

  private static Duration lifetime(Settings settings, String key, Duration longest) {
    return settings.duration(key, Duration.ofMinutes(5), longest);
  }
}
