package dev.latchkey.accounts;

import static dev.latchkey.accounts.AccountsModule.ORIGIN;
import static dev.latchkey.accounts.AccountsModule.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AddEmail;
import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.accounts.ProveEmail;
import dev.latchkey.api.accounts.Recipients;
import dev.latchkey.api.accounts.Register;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecipientsIT {

  private AccountsModule module;

  @BeforeEach
  void start() throws Exception {
    module = new AccountsModule();
  }

  @AfterEach
  void stop() throws Exception {
    module.close();
  }

  @Test
  void everyProvenAddressIsToldThePrimaryOneFirstAndNoOther() {
    Caller ada = module.owner();
    module.ask(new AddEmail(ada, "aaa@example.com"));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    module.ask(new AddEmail(ada, "unproven@example.com"));
    module.test.execute("UPDATE accounts.person SET locale = 'de-AT'");

    assertThat(module.ask(new DescribeRecipients(ada.person())))
        .isEqualTo(new Recipients(List.of("ada@example.com", "aaa@example.com"), "Ada", "de-AT"));
  }

  @Test
  void somebodyWhoHasProvenNothingIsToldNothing() {
    module.ask(new Register("eve@example.com", PASSWORD, null, null, ORIGIN));
    PersonId eve = PersonId.of(module.test.column("SELECT id FROM accounts.person").get(0));

    assertThat(module.ask(new DescribeRecipients(eve)).addresses()).isEmpty();
  }

  @Test
  void whoHasLeftOrNeverWasIsNotFound() {
    module.ask(new Register("eve@example.com", PASSWORD, null, null, ORIGIN));
    module.ask(new ProveEmail(module.token(LinkPurpose.EMAIL_PROOF), ORIGIN));
    Caller eve = AccountsModule.caller(module.verify("eve@example.com", PASSWORD), true);
    assertThat(module.ask(new DescribeRecipients(eve.person())).addresses())
        .containsExactly("eve@example.com");
    module.ask(new CloseAccount(eve));

    assertThat(module.refusal(new DescribeRecipients(eve.person()))).isEqualTo("not_found");
    assertThat(module.refusal(new DescribeRecipients(new PersonId(Ids.next()))))
        .isEqualTo("not_found");
  }
}
