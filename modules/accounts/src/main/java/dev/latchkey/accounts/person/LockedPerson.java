package dev.latchkey.accounts.person;

import dev.latchkey.api.id.EmailId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.event.Change;
import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A person whose row is locked until the transaction ends: changes of one person come one after the
 * other. Carries the proven addresses as they were before the change, since notices go to them even
 * if the change takes one away.
 */
public record LockedPerson(
    PersonId id,
    String state,
    int version,
    @Nullable String displayName,
    @Nullable String locale,
    List<Address> addresses) {

  /** A proven address. */
  public record Address(EmailId id, String address, boolean primary) {}

  public LockedPerson {
    addresses = List.copyOf(addresses);
  }

  public boolean isActive() {
    return state.equals("active");
  }

  /** The primary address, for a person who has proven one. */
  public Optional<Address> primary() {
    return addresses.stream().filter(Address::primary).findFirst();
  }

  /** Tells the notices who they are for: every proven address, and these. */
  public Change notify(Change change, String... further) {
    Stream<String> known = addresses.stream().map(Address::address);
    List<String> recipients = Stream.concat(known, Stream.of(further)).distinct().toList();
    return personal(change).personal("recipients", new JsonArray(recipients));
  }

  /** Tells a mail to one address whom it speaks to. */
  public Change personal(Change change) {
    return change
        .personal("name", displayName)
        .personal("locale", locale)
        .personal("account", primary().map(Address::address).orElse(null));
  }
}
