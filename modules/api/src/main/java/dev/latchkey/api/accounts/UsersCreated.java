package dev.latchkey.api.accounts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each person, in the order in which they were asked for. */
public record UsersCreated(List<Item> items) {

  /**
   * One person.
   *
   * @param user null when no account was made
   * @param password as in {@link UserCreated}
   * @param changeBy as in {@link UserCreated}
   * @param code null when an account was made, else why not, as for {@link CreateUser}
   */
  public record Item(
      String email,
      @Nullable MemberView user,
      @Nullable String password,
      @Nullable Instant changeBy,
      @Nullable String code) {
    @Override
    public String toString() {
      return "Item[" + code + "]";
    }
  }

  public UsersCreated {
    items = List.copyOf(items);
  }
}
