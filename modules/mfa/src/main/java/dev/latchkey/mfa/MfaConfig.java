package dev.latchkey.mfa;

import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.guess.GuessLimits;
import java.net.URI;
import java.util.Optional;

/**
 * The settings of second factors.
 *
 * @param issuer {@code mfa.issuer}: what authenticator apps show beside the account, 1 to 40
 *     characters without a colon; empty (the default) means what the product is called in mails
 * @param passkeys where passkeys count
 * @param guesses how often codes may be wrong in a row, the settings below {@code guesses}
 */
public record MfaConfig(Optional<String> issuer, PasskeyConfig passkeys, GuessLimits guesses) {

  private static final String ISSUER = "mfa.issuer";

  /** As long as the product's name in mails may be. */
  private static final int LONGEST_ISSUER = 40;

  /**
   * Reads the settings.
   *
   * @throws dev.latchkey.kernel.config.BadSetting when one is out of bounds
   */
  public static MfaConfig from(Settings settings) {
    Optional<String> issuer = settings.optionalText(ISSUER).map(String::strip);
    if (issuer.filter(text -> text.length() > LONGEST_ISSUER || text.contains(":")).isPresent()) {
      throw settings.refused(ISSUER, "must have at most 40 characters, and no colon among them.");
    }
    return new MfaConfig(issuer, PasskeyConfig.from(settings), GuessLimits.from(settings));
  }

  /**
   * Who asks for passkeys.
   *
   * @param product what the product is called in mails, for where no issuer is configured
   * @param publicUrl where people reach the service
   */
  public RelyingPartyConfig relyingParty(String product, URI publicUrl) {
    return passkeys.relyingParty(issuer.orElse(product), publicUrl);
  }
}
