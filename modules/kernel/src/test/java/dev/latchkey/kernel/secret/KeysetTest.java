package dev.latchkey.kernel.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KeysetTest {
  private static final Purpose MARKER = new Purpose("marker");

  private final Keyset keyset = Keyset.generate();
  private final byte[] plain = "a seed".getBytes(UTF_8);

  @Test
  void whatWasEncryptedIsDecryptedInItsContext() {
    byte[] cipher = keyset.encrypt(plain, "totp:1");

    assertThat(keyset.decrypt(cipher, "totp:1")).isEqualTo(plain);
    assertThat(cipher).hasSize(plain.length + 33);
  }

  @Test
  void theSameTextIsEncryptedDifferentlyEachTime() {
    assertThat(keyset.encrypt(plain, "totp:1")).isNotEqualTo(keyset.encrypt(plain, "totp:1"));
  }

  @Test
  void aCiphertextOfAnotherContextIsRefused() {
    byte[] cipher = keyset.encrypt(plain, "totp:1");

    assertThatThrownBy(() -> keyset.decrypt(cipher, "totp:2")).isInstanceOf(CannotDecrypt.class);
  }

  @Test
  void aCiphertextOfAnotherKeysetIsRefused() {
    byte[] cipher = Keyset.generate().encrypt(plain, "totp:1");

    assertThatThrownBy(() -> keyset.decrypt(cipher, "totp:1")).isInstanceOf(CannotDecrypt.class);
  }

  @Test
  void everyFlippedByteOfACiphertextIsRefused() {
    byte[] cipher = keyset.encrypt(plain, "totp:1");

    for (int i = 0; i < cipher.length; i++) {
      byte[] changed = cipher.clone();
      changed[i] ^= 1;
      assertThatThrownBy(() -> keyset.decrypt(changed, "totp:1")).isInstanceOf(CannotDecrypt.class);
    }
  }

  @Test
  void aMacIsVerifiedForItsPurposeAndDataOnly() {
    byte[] mac = keyset.mac(MARKER, plain);

    assertThat(mac).hasSize(Keyset.MAC_BYTES);
    assertThat(keyset.verify(MARKER, plain, mac)).isTrue();
    assertThat(keyset.verify(new Purpose("marker2"), plain, mac)).isFalse();
    assertThat(keyset.verify(MARKER, "another".getBytes(UTF_8), mac)).isFalse();
    assertThat(keyset.verify(MARKER, plain, new byte[0])).isFalse();
    assertThat(Keyset.generate().verify(MARKER, plain, mac)).isFalse();
  }

  @Test
  void purposeAndDataDoNotRunIntoEachOther() {
    assertThat(keyset.mac(new Purpose("ab"), "cd".getBytes(UTF_8)))
        .isNotEqualTo(keyset.mac(new Purpose("abc"), "d".getBytes(UTF_8)));
  }

  @Test
  void aPurposeIsAShortPlainName() {
    Stream.of("", "a", "Reset", "a b", "re\0set", "1st", "x".repeat(65))
        .forEach(
            name ->
                assertThatThrownBy(() -> new Purpose(name))
                    .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void aDocumentReadBackOpensWhatTheKeysetClosed() {
    Keyset copy = Keyset.parse(keyset.toJson());

    assertThat(copy.decrypt(keyset.encrypt(plain, "x"), "x")).isEqualTo(plain);
    assertThat(copy.mac(MARKER, plain)).isEqualTo(keyset.mac(MARKER, plain));
    assertThat(copy.toJson()).isEqualTo(keyset.toJson());
  }

  @Test
  void aRotatedKeysetOpensTheOldAndClosesAnew() {
    byte[] cipher = keyset.encrypt(plain, "x");
    byte[] mac = keyset.mac(MARKER, plain);
    Keyset rotated = Keyset.parse(keyset.rotated().toJson());
    byte[] newCipher = rotated.encrypt(plain, "x");

    assertThat(rotated.decrypt(cipher, "x")).isEqualTo(plain);
    assertThat(rotated.verify(MARKER, plain, mac)).isTrue();
    assertThat(rotated.mac(MARKER, plain)).isNotEqualTo(mac);
    assertThatThrownBy(() -> keyset.decrypt(newCipher, "x")).isInstanceOf(CannotDecrypt.class);
  }

  @Test
  void rotationEndsAtThirtyTwoKeys() {
    Keyset full = Stream.iterate(keyset, Keyset::rotated).skip(31).findFirst().orElseThrow();

    assertThat(Keyset.parse(full.toJson()).mac(MARKER, plain)).isEqualTo(full.mac(MARKER, plain));
    assertThatThrownBy(full::rotated)
        .isInstanceOf(InvalidKeyset.class)
        .hasMessageContaining("more than 32 keys");
  }

  @Test
  void printingShowsNoKey() {
    assertThat(keyset).hasToString("Keyset[1 encryption keys, 1 derivation keys]");
  }
}
