package dev.latchkey.api.accounts;

import java.util.List;

/** Who may be invited, in the order in which they were asked for. */
public record Invitees(List<PrepareInvitations.Invitee> items) {
  public Invitees {
    items = List.copyOf(items);
  }
}
