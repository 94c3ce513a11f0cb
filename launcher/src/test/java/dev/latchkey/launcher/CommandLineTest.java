package dev.latchkey.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.launcher.CommandLine.Task;
import dev.latchkey.launcher.OutboxOrder.Act;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  private static final String MAIL = "0194b2c0-1234-7000-8000-00000000abcd";

  @Test
  void withoutArgumentsItServes() {
    assertThat(parse(""))
        .isEqualTo(new CommandLine(Task.SERVE, Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "outbox list,LIST,,100",
    "outbox list --limit 1,LIST,,1",
    "--config my.yaml outbox list --limit 1000,LIST,,1000",
    "outbox retry " + MAIL + ",RETRY," + MAIL + ",100",
    "outbox retry --all,RETRY,,100",
    "outbox drop " + MAIL + ",DROP," + MAIL + ",100",
    "outbox drop --all-failed,DROP,,100",
  })
  void anOrderAboutTheOutboxIsRead(String words, Act act, UUID mail, int limit) {
    CommandLine line = parse(words);
    assertThat(line.task()).isEqualTo(Task.OUTBOX);
    assertThat(line.order()).contains(new OutboxOrder(act, Optional.ofNullable(mail), limit));
  }

  @Test
  void theSettingsFileMayBeNamedAfterTheOrder() {
    assertThat(parse("outbox retry --all --config my.yaml").config()).contains(Path.of("my.yaml"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "outbox | list, retry or drop",
        "outbox empty | list, retry and drop",
        "outbox list 5 | '5' is not known",
        "outbox list --limit | a number",
        "outbox list --limit 0 | from 1 to 1000",
        "outbox list --limit 1001 | from 1 to 1000",
        "outbox list --limit 99999999999 | from 1 to 1000",
        "outbox list --limit ten | from 1 to 1000",
        "outbox drop --all-failed --limit 5 | goes with outbox list",
        "--limit 5 | '--limit' is not known",
        "outbox retry | the id of a mail, or --all.",
        "outbox retry --all-failed | '--all-failed' is no id",
        "outbox retry 1-2-3-4-5 | '1-2-3-4-5' is no id",
        "outbox drop | the id of a mail, or --all-failed.",
        "outbox drop --all | '--all' is no id",
        "--config | the name of a file",
        "serve | 'serve' is not known",
      })
  void whatIsNotKnownIsNamed(String words, String named) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(named);
  }

  private static CommandLine parse(String words) {
    return CommandLine.parse(words.isEmpty() ? new String[0] : words.split(" "));
  }
}
