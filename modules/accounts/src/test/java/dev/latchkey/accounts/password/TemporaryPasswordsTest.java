package dev.latchkey.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemporaryPasswordsTest {

  @Test
  void theyAreLongReadableAndNeverTheSame() {
    Set<String> many =
        IntStream.range(0, 1000)
            .mapToObj(i -> TemporaryPasswords.generate())
            .collect(Collectors.toSet());
    assertThat(many).hasSize(1000);
    assertThat(many).allMatch(each -> each.matches("([a-km-np-z2-9]{4}-){5}[a-km-np-z2-9]{4}"));
    assertThat(many.stream().flatMapToInt(String::chars).distinct().count()).isEqualTo(33);
    assertThat(TemporaryPasswords.LIFETIME).isLessThanOrEqualTo(Duration.ofHours(24));
  }

  @Test
  void theyAreWithinTheLongestPolicy() {
    assertThat(new PasswordPolicy(15, 256).check(TemporaryPasswords.generate(), Set.of()))
        .satisfies(checked -> assertThat(checked.succeeded()).isTrue());
  }
}
