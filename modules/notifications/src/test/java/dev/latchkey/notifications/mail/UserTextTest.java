package dev.latchkey.notifications.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Anna Müller",
        "J. R. R. Tolkien",
        "O'Neill-Šváb",
        "山田 太郎",
        "سارة",
        "Firefox 130.0 on Windows 11",
        "Ada 👩\u200D🔬"
      })
  void anOrdinaryNameStaysAsItIs(String name) {
    assertThat(UserText.clean(name, 64)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "see https://evil.example/x now,see https evil. example/x now",
    "www.evil.example,www. evil. example",
    "pay@evil.example,pay@evil. example",
    "evil。example,evil。 example",
    "evil．example,evil． example",
    "http:\\\\\\\\evil,http evil",
    "http : //evil,http evil",
    "\\\\\\\\evil\\share,evil\\share",
    "MailTo:ada@localhost,MailTo ada@localhost",
    "192.0.2.66/a,192. 0. 2. 66/a",
    "=?UTF-8?Q?a?=,= ?UTF-8?Q?a?="
  })
  void nothingIsLeftThatAMailProgramTurnsIntoALink(String name, String harmless) {
    assertThat(UserText.clean(name, 64)).isEqualTo(harmless);
  }

  @ParameterizedTest
  @CsvSource({
    "anna.mueller+news@example.org,anna.mueller+news@example.org",
    "wwwilma@example.org,wwwilma@example.org",
    "www.evil.example@a.example,www. evil. example@a.example",
    "evil.example/x?y@a.example,evil. example/x?y@a.example"
  })
  void anAddressThatReadsAsAnotherLinkIsPulledApart(String address, String shown) {
    assertThat(UserText.address(address)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "Über 90 % — Größe,Über 90 % — Größe",
    "Engines 🚀🚀 of Ada,Engines … of Ada",
    "Ada 👩\u200D🔬,Ada …",
    "𠮷野家,…野家"
  })
  void aSubjectIsOfTheBasicPlaneAndSaysWhereItLeavesSomethingOut(String text, String subject) {
    assertThat(UserText.subject(text)).isEqualTo(subject);
  }

  @Test
  void lineBreaksAndControlsBecomeSpaces() {
    assertThat(UserText.clean("Anna\r\nBcc: x\u2028y\u0000z\tw", 64))
        .isEqualTo("Anna Bcc: x y z w");
  }

  @Test
  void charactersThatHideOrTurnTextAreDropped() {
    assertThat(UserText.clean("a\u202Eb\u2066c\u200Bd\uFEFFe\uE000f", 64)).isEqualTo("abcdef");
  }

  @Test
  void halfOfASurrogatePairIsDropped() {
    assertThat(UserText.clean("a\uD83Db", 64)).isEqualTo("ab");
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    assertThat(UserText.clean("👍".repeat(100), 64)).isEqualTo("👍".repeat(63) + "…");
  }

  @Test
  void aHugeNameIsCutAsWell() {
    assertThat(UserText.clean("a.b".repeat(1_000_000), 64)).hasSizeLessThanOrEqualTo(64);
  }

  @Test
  void ofNothingVisibleNothingIsLeft() {
    assertThat(UserText.clean(" \u200B\r\n\u202E ", 64)).isEmpty();
  }
}
