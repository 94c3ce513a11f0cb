package dev.latchkey.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {

  @Test
  void thereAreTenOfEightyBitsEachAnother() {
    List<String> codes = RecoveryCode.newOnes();
    assertThat(codes).hasSize(10).doesNotHaveDuplicates();
    assertThat(codes).allMatch(code -> code.matches("[A-Z2-7]{16}"));
  }

  @Test
  void peopleReadFourGroupsOfFourAndMayTypeThemSo() {
    String legible = RecoveryCode.legible("ABCDEFGH234567ZZ");
    assertThat(legible).isEqualTo("ABCD-EFGH-2345-67ZZ");
    assertThat(TypedCode.recoveryCode(legible)).hasValue("ABCDEFGH234567ZZ");
  }
}
