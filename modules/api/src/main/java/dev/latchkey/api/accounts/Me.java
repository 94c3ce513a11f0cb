package dev.latchkey.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is.
 *
 * @param organization the organisation that the login acts in; null for a person without one
 * @param memberships at most 100, active and invited ones, by name
 */
public record Me(
    UserView user,
    @Nullable OrganizationView organization,
    List<MembershipView> memberships,
    LoginSummary login) {
  public Me {
    memberships = List.copyOf(memberships);
  }
}
