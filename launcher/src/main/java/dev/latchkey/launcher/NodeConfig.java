package dev.latchkey.launcher;

import dev.latchkey.accounts.AccountsConfig;
import dev.latchkey.invitations.InvitationsConfig;
import dev.latchkey.kernel.config.DatabaseConfig;
import dev.latchkey.kernel.config.Settings;
import dev.latchkey.kernel.secret.Argon2Parameters;
import dev.latchkey.kernel.secret.HasherOptions;
import dev.latchkey.mfa.MfaConfig;
import dev.latchkey.notifications.MailConfig;
import dev.latchkey.router.config.HttpConfig;
import dev.latchkey.router.config.ManagementConfig;
import dev.latchkey.router.config.SurfacesConfig;
import dev.latchkey.sessions.SessionsConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Every setting, read and checked, before anything is started.
 *
 * @param publicUrl where people reach the service; empty when it follows from the port
 * @param keptMonths how long events are kept, 1 to 240 months, default 24
 */
record NodeConfig(
    HttpConfig http,
    SurfacesConfig surfaces,
    ManagementConfig management,
    Optional<URI> publicUrl,
    DatabaseConfig database,
    Storage.Place place,
    HasherOptions hasher,
    AccountsConfig accounts,
    SessionsConfig sessions,
    MfaConfig mfa,
    InvitationsConfig invitations,
    MailConfig mail,
    int keptMonths,
    ClusterConfig cluster,
    Instances instances) {

  private static final Duration QUEUE_DEADLINE = Duration.ofSeconds(2);
  private static final int KIB = 1024;

  /**
   * Reads the settings.
   *
   * @throws dev.latchkey.kernel.config.BadSetting with one sentence about the first bad one
   */
  static NodeConfig from(Settings settings) {
    DatabaseConfig database = DatabaseConfig.from(settings);
    return new NodeConfig(
        HttpConfig.from(settings),
        SurfacesConfig.from(settings),
        ManagementConfig.from(settings),
        publicUrl(settings),
        database,
        Storage.Place.from(settings, database),
        hasher(settings),
        AccountsConfig.from(settings),
        SessionsConfig.from(settings),
        MfaConfig.from(settings),
        InvitationsConfig.from(settings),
        MailConfig.from(settings),
        settings.integer("events.retention", 1, 240),
        ClusterConfig.from(settings),
        Instances.from(settings));
  }

  private static Optional<URI> publicUrl(Settings settings) {
    return settings.optionalText("http.public-url").map(text -> absolute(settings, text));
  }

  private static URI absolute(Settings settings, String text) {
    try {
      URI url = new URI(text);
      boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (web && url.getHost() != null && url.getQuery() == null && url.getFragment() == null) {
        return url;
      }
    } catch (java.net.URISyntaxException notOne) {
      // Refused below, like every other text that is no such URL.
    }
    throw settings.refused("http.public-url", "is no absolute URL such as https://id.example.org.");
  }

  private static HasherOptions hasher(Settings settings) {
    int threads = settings.integer("passwords.hashing-threads", 0, 256);
    Argon2Parameters cost =
        new Argon2Parameters(
            (int) (settings.bytes("passwords.memory", 7L * KIB * KIB, 256L * KIB * KIB) / KIB),
            settings.integer("passwords.iterations", 1, 32),
            settings.integer("passwords.parallelism", 1, 16));
    if (!cost.meetsOwaspFloor()) {
      throw settings.refused(
          "passwords.memory", "is too little for so few passwords.iterations; see the comment.");
    }
    return new HasherOptions(
        cost,
        threads == 0 ? Runtime.getRuntime().availableProcessors() : threads,
        settings.integer("passwords.hashing-queue", 1, 10_000),
        QUEUE_DEADLINE);
  }
}
