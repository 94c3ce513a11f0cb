package dev.latchkey.api.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the caller is: exactly one of a person and an organisation's API token.
 *
 * @param user null for an organisation's token
 * @param serviceAccount null for a person
 * @param organization the organisation that the login or token acts in; null for a person without
 *     one
 * @param memberships at most 100, active and invited ones, by name; none of an organisation's token
 * @param login null for an API token
 * @param token the person's own API token that asks; null for a login and for an organisation's
 */
public record Me(
    @Nullable UserView user,
    @Nullable ServiceAccountView serviceAccount,
    @Nullable OrganizationView organization,
    List<MembershipView> memberships,
    @Nullable LoginSummary login,
    @Nullable TokenSummary token) {
  public Me {
    memberships = List.copyOf(memberships);
  }
}
