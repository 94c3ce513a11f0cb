package dev.latchkey.api.invitations;

import java.util.List;

/** Invitations in the order in which they were asked for. */
public record InvitationList(List<InvitationView> items) {
  public InvitationList {
    items = List.copyOf(items);
  }
}
