package dev.latchkey.api.invitations;

import java.util.List;

/**
 * A page of a list that is read by the number of its pages.
 *
 * @param total how many there are on all pages
 */
public record NumberedInvitations(List<InvitationView> items, long total) {
  public NumberedInvitations {
    items = List.copyOf(items);
  }
}
