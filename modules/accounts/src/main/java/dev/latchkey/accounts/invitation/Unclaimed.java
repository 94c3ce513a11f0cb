package dev.latchkey.accounts.invitation;

/**
 * An account that an organisation has made and that nobody has arrived at: nobody has proven an
 * address of it, and it is pending or has a temporary password at most. Whoever is invited to its
 * address takes it over; a person's own account nobody takes over by an invitation.
 */
final class Unclaimed {

  /** The condition for a membership {@code m}. */
  static final String CONDITION =
      """
      (m.state <> 'disabled' AND m.account_type = 'managed'
       AND NOT EXISTS (SELECT FROM accounts.email AS proven
                        WHERE proven.person_id = m.person_id AND proven.verified_at IS NOT NULL)
       AND (m.state = 'invited'
            OR NOT EXISTS (SELECT FROM accounts.password AS chosen
                            WHERE chosen.person_id = m.person_id AND NOT chosen.must_change)))\
      """;

  private Unclaimed() {}
}
