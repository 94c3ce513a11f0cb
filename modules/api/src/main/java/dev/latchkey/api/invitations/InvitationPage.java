package dev.latchkey.api.invitations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of invitations, the newest first.
 *
 * @param marker where the next page starts; null on the last
 */
public record InvitationPage(List<InvitationView> items, @Nullable String marker) {
  public InvitationPage {
    items = List.copyOf(items);
  }
}
