package dev.latchkey.api.invitations;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the invitations to a person, the newest first.
 *
 * @param marker where the next page starts; null on the last
 */
public record MyInvitationPage(List<MyInvitationView> items, @Nullable String marker) {
  public MyInvitationPage {
    items = List.copyOf(items);
  }
}
