package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each person, in the order in which they were asked for. */
public record UsersAnonymized(List<Item> items) {

  /**
   * One person.
   *
   * @param code null when they are anonymised, else why not: {@link Failure#NOT_FOUND} for somebody
   *     who is not of the organisation (any more), {@link Failure#NOT_YOURSELF}, {@link
   *     Failure#EXTERNAL_ACCOUNT}, {@link Failure#OUTRANKED}, {@link Failure#LAST_OWNER}, {@link
   *     Failure#MEMBER_ELSEWHERE}, {@link Failure#UNAVAILABLE}
   */
  public record Item(PersonId userId, boolean anonymized, @Nullable String code) {}

  public UsersAnonymized {
    items = List.copyOf(items);
  }
}
