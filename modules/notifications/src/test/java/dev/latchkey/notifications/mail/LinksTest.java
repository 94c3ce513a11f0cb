package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {

  @Test
  void aLinkIsThePublicUrlItsPathAndTheToken() {
    assertThat(Mails.LINKS.link(LinkKind.VERIFY_EMAIL, "abc"))
        .isEqualTo("https://id.example.com/verify-email#token=abc");
  }

  @Test
  void aPathOfThePublicUrlIsKept() {
    var links = new Links(URI.create("https://example.com/id/"), Links.defaultPaths());
    assertThat(links.link(LinkKind.SIGN_IN, "")).isEqualTo("https://example.com/id/sign-in");
  }

  @ParameterizedTest
  @EnumSource(LinkKind.class)
  void everyLinkLeadsToTheConfiguredHost(LinkKind kind) {
    assertThat(URI.create(Mails.LINKS.link(kind, Mails.TOKEN)).getHost())
        .isEqualTo("id.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id.example.com",
        "/relative",
        "ftp://id.example.com",
        "javascript:alert(1)",
        "https://user@id.example.com",
        "https://id.example.com?x=y",
        "https://id.example.com#x",
        "https:///path"
      })
  void aPublicUrlThatIsNotAPlainWebAddressIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Links(URI.create(url), Links.defaultPaths()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "verify#token={token}",
        "//evil.example/#{token}",
        "@evil.example/#{token}",
        "/verify-email",
        "/verify?a={token}&b={token}",
        "/verify \r\n#{token}",
        "/verify\"#{token}",
        "/\\evil.example/#{token}"
      })
  void aPathThatCouldLeadElsewhereOrLosesTheTokenIsRefused(String path) {
    var paths = new HashMap<>(Links.defaultPaths());
    paths.put(LinkKind.VERIFY_EMAIL, path);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Links(URI.create("https://id.example.com"), paths))
        .withMessageContaining("verify-email");
  }

  @Test
  void aMissingPathIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Links(URI.create("https://id.example.com"), Map.of()));
  }

  @Test
  void aMessageIdIsTheIdAtTheHost() {
    var id = new UUID(1, 2);
    assertThat(Mails.LINKS.messageId(id)).isEqualTo("<" + id + "@id.example.com>");
    var local = new Links(URI.create("http://[::1]:8080"), Links.defaultPaths());
    MessageId.check(local.messageId(id));
  }
}
