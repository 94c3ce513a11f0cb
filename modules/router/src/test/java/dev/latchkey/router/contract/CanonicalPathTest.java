package dev.latchkey.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/me",
        "/me/emails/018f4a3e-7c1d-7b3a-9f00-0123456789ab",
        "/.well-known/jwks.json",
        "/a/..b/c...",
        "/users/ada@example.org",
        "/users/%C3%A4",
        "/users/a%20b",
        "/users/50%25"
      })
  void theUsualWritingPasses(String path) {
    assertThat(CanonicalPath.isCanonical(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "me",
        "*",
        "//me",
        "/me/",
        "/me//emails",
        "/./me",
        "/x/../me",
        "/me/.",
        "/me/..",
        "/%6de",
        "/%6De",
        "/me%2Femails",
        "/me%2femails",
        "/a%5Cb",
        "/a%00",
        "/a%0a",
        "/a%7F",
        "/%2e%2e/me",
        "/a%",
        "/a%4",
        "/a%zz",
        "/a%-1",
        "/a b",
        "/a\\b",
        "/ä",
        "/a\"b",
        "/a|b",
        "/a{b}"
      })
  void anyOtherWritingDoesNot(String path) {
    assertThat(CanonicalPath.isCanonical(path)).isFalse();
  }

  @Test
  void aRequestWithoutAPathDoesNotPass() {
    assertThat(CanonicalPath.isCanonical(null)).isFalse();
  }
}
