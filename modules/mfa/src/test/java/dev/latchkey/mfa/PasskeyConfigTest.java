package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.kernel.config.BadSetting;
import dev.latchkey.kernel.config.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PasskeyConfigTest {

  private static RelyingPartyConfig party(String publicUrl, String id, String origins) {
    Settings settings =
        Settings.load(
            Optional.empty(),
            Map.of(
                "LATCHKEY_MFA_PASSKEYS_RELYING_PARTY_ID", id,
                "LATCHKEY_MFA_PASSKEYS_ORIGINS", origins));
    return MfaConfig.from(settings).relyingParty("Looms", URI.create(publicUrl));
  }

  @Test
  void whatIsNotSetFollowsFromThePublicUrl() {
    assertThat(party("https://ID.example.org:443/accounts", "", ""))
        .isEqualTo(
            new RelyingPartyConfig("Looms", "id.example.org", Set.of("https://id.example.org")));
    assertThat(party("http://localhost:8080", "", "").origins())
        .containsExactly("http://localhost:8080");
  }

  @Test
  void severalOriginsShareADomain() {
    String app = "android:apk-key-hash:" + "x".repeat(43);
    assertThat(
            party(
                "https://id.example.org",
                "example.org",
                "https://id.example.org, https://app.example.org:8443," + app))
        .isEqualTo(
            new RelyingPartyConfig(
                "Looms",
                "example.org",
                Set.of("https://id.example.org", "https://app.example.org:8443", app)));
  }

  @Test
  void anOriginThatCannotUseThemIsRefused() {
    for (String bad :
        new String[] {
          "http://id.example.org",
          "https://example.org.evil.org",
          "https://evilexample.org",
          "https://id.example.org/",
          "id.example.org",
          "*"
        }) {
      assertThatExceptionOfType(BadSetting.class)
          .as(bad)
          .isThrownBy(() -> party("https://id.example.org", "example.org", bad))
          .withMessageContaining("mfa.passkeys.origins");
    }
  }

  @Test
  void whatIsSetFitsThePublicUrlWhereTheRestFollowsFromIt() {
    for (String[] bad :
        new String[][] {
          {"example.com", ""}, {"", "https://app.example.org"}, {"", "http://localhost"}
        }) {
      assertThatExceptionOfType(BadSetting.class)
          .as(String.join(" ", bad))
          .isThrownBy(() -> party("https://id.example.org", bad[0], bad[1]))
          .withMessageContaining("http.public-url");
    }
  }

  @Test
  void aDomainIsNoUrl() {
    for (String bad :
        new String[] {"https://example.org", "Example.org", "example.org:443", "a..b"}) {
      assertThatExceptionOfType(BadSetting.class)
          .as(bad)
          .isThrownBy(() -> party("https://id.example.org", bad, ""))
          .withMessageContaining("mfa.passkeys.relying-party-id");
    }
  }
}
