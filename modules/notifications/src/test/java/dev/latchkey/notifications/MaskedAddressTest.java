package dev.latchkey.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskedAddressTest {

  @ParameterizedTest
  @CsvSource({
    "ada@example.org, a***@example.org",
    "dörte@a.example, d***@a.example",
    "𝒜da@a.example, 𝒜***@a.example",
    "\"a@b\"@a.example, \"***@a.example",
    "@a.example, ***",
    "0194b2c0-0000-7000-8000-000000000000, ***",
    "'', ***",
  })
  void anAddressKeepsItsFirstLetterAndItsDomain(String address, String masked) {
    assertThat(MaskedAddress.of(address)).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 <ada@example.org> unknown, 550 5.1.1 <a***@example.org> unknown",
    "no ada@example.org nor grace@a.example, no a***@example.org nor g***@a.example",
    "451 later, 451 later",
  })
  void everyAddressInALineIsMasked(String line, String masked) {
    assertThat(MaskedAddress.in(line)).isEqualTo(masked);
  }
}
