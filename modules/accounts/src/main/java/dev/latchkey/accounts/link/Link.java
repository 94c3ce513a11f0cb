package dev.latchkey.accounts.link;

import dev.latchkey.api.accounts.LinkPurpose;
import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.id.Ids;
import java.time.Duration;
import java.util.UUID;

/**
 * A link that is to be mailed.
 *
 * @param id what the token is derived from
 * @param email the address that it is mailed to
 * @param restores whether using it also takes back the change of address that its mail tells of
 */
public record Link(
    UUID id,
    LinkPurpose purpose,
    PersonId person,
    EmailId email,
    boolean restores,
    Duration lifetime) {

  /** A fresh link that does its purpose and nothing else. */
  public static Link of(LinkPurpose purpose, PersonId person, EmailId email, Duration lifetime) {
    return new Link(Ids.next(), purpose, person, email, false, lifetime);
  }

  /** The same link, which also takes back a change of address. */
  public Link restoring() {
    return new Link(id, purpose, person, email, true, lifetime);
  }
}
