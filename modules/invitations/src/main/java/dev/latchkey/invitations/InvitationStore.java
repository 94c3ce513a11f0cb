package dev.latchkey.invitations;

import dev.latchkey.api.accounts.InvitationsPrepared;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.invitations.InvitationState;
import dev.latchkey.kernel.sql.Constraint;
import dev.latchkey.kernel.sql.Sql;
import dev.latchkey.kernel.sql.Statement;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The SQL that changes invitations. Stateless. */
final class InvitationStore {

  /** Those who invite into one organisation come one after the other. */
  private static final String HOLD =
      "SELECT pg_advisory_xact_lock(hashtextextended('invitations ' || $1, 0))";

  private static final String COUNT_PENDING =
      """
      SELECT count(*) FROM invitations.invitation
       WHERE organization_id = $1 AND state = 'pending' AND expires_at > now()\
      """;

  private static final String ADD =
      """
      INSERT INTO invitations.invitation
             (id, organization_id, link_id, address, role_ids, team_ids, message,
              inviter_id, admission, organization_name, inviter_name, locale, delegator_id,
              expires_at, user_id)
      SELECT g.id, $2, g.link_id, g.address, g.role_ids, g.team_ids, g.message,
             $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9), g.user_id
        FROM jsonb_to_recordset($1::jsonb) AS g (
               id uuid, link_id uuid, address text, role_ids uuid[], team_ids uuid[],
               message text, user_id uuid)
      RETURNING\
      """
          + InvitationRowStore.COLUMNS;

  private static final String RENEW =
      """
      UPDATE invitations.invitation
         SET link_id = $2, state = 'pending', inviter_id = $3, admission = $4,
             organization_name = $5, inviter_name = $6, locale = $7, sent_at = now(),
             expires_at = now() + make_interval(secs => $8), reminded_at = NULL, ended_at = NULL
       WHERE id = $1 RETURNING\
      """
          + InvitationRowStore.COLUMNS;

  private static final String LOCK =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + "FROM invitations.invitation WHERE organization_id = $1 AND id = $2 FOR UPDATE";

  private static final String LOCK_LINK =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + "FROM invitations.invitation WHERE link_id = $1 FOR UPDATE";

  private static final String LOCK_ADDRESSES =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + """
            FROM invitations.invitation
           WHERE organization_id = $1 AND state = 'pending'
             AND (user_id = ANY ($3::uuid[]) OR lower(address COLLATE "C") IN (
                   SELECT lower(given COLLATE "C") FROM unnest($2::text[]) AS given))
           ORDER BY id FOR UPDATE\
          """;

  private static final String LOCK_OF_PERSON =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + """
            FROM invitations.invitation
           WHERE (inviter_id = $1 OR user_id = $1) AND ($2::uuid IS NULL OR organization_id = $2)
             AND state = 'pending' ORDER BY id LIMIT 1000 FOR UPDATE\
          """;

  private static final String LOCK_DELEGATIONS =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + """
            FROM invitations.invitation
           WHERE delegator_id = $1 AND state = 'pending' ORDER BY id FOR UPDATE\
          """;

  private static final String LOCK_ANYWHERE =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + "FROM invitations.invitation WHERE id = $1 AND state = 'pending' FOR UPDATE";

  private static final String IS_DELEGATION =
      "SELECT 1 FROM invitations.invitation WHERE id = $1 AND delegator_id IS NOT NULL";

  private static final String LOCK_LATE =
      "SELECT"
          + InvitationRowStore.COLUMNS
          + """
            FROM invitations.invitation WHERE state = 'pending' AND expires_at <= now()
           ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED\
          """;

  /** Once less than a quarter of its time is left. */
  private static final String REMIND =
      """
      UPDATE invitations.invitation SET reminded_at = now() WHERE id IN (
        SELECT id FROM invitations.invitation
         WHERE state = 'pending' AND reminded_at IS NULL AND expires_at > now()
           AND expires_at < now() + (expires_at - sent_at) / 4
         ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
      RETURNING\
      """
          + InvitationRowStore.COLUMNS;

  private static final String END =
      """
      UPDATE invitations.invitation SET state = $2, ended_at = now()
       WHERE id = ANY ($1::uuid[]) AND state = 'pending'\
      """;

  private static final String ACCEPTED =
      """
      UPDATE invitations.invitation SET state = 'accepted', ended_at = now(), person_id = $2
       WHERE id = $1 AND state = 'pending'\
      """;

  /** What is kept tells of them; the organisation's trail keeps what was done. */
  private static final String FORGET =
      """
      WITH accepted AS (
        DELETE FROM invitations.invitation WHERE person_id = $1 OR user_id = $1 RETURNING id),
      history AS (
        UPDATE kernel.event SET personal = NULL
         WHERE personal IS NOT NULL AND subject_kind = 'invitation'
           AND subject_id IN (SELECT id FROM accepted))
      UPDATE invitations.invitation SET inviter_name = NULL
       WHERE inviter_id = $1 AND person_id IS DISTINCT FROM $1 AND user_id IS DISTINCT FROM $1\
      """;

  private static final String PURGE =
      """
      DELETE FROM invitations.invitation WHERE id IN (
        SELECT id FROM invitations.invitation
         WHERE state <> 'pending' AND ended_at < now() - interval '90 days'
         LIMIT 1000 FOR UPDATE SKIP LOCKED)\
      """;

  private InvitationStore() {}

  /** Keeps everybody else who invites into that organisation waiting. */
  static Statement hold(OrganizationId organization) {
    return Statement.of(HOLD, organization.toString());
  }

  /** Keeps every other delegation of that person waiting, in whichever organisation. */
  static Future<Void> hold(Sql sql, PersonId delegator) {
    return sql.run(HOLD, delegator.toString()).mapEmpty();
  }

  /** How many can be accepted at this moment. */
  static Future<Long> countPending(Sql sql, OrganizationId organization) {
    return sql.find(COUNT_PENDING, row -> row.getLong(0), organization.value())
        .map(Optional::orElseThrow);
  }

  /** Adds invitations; answers them in their order. */
  static Future<List<Invitation>> add(
      Sql sql, List<NewInvitation> invitations, Sender sender, Duration lifetime) {
    InvitationsPrepared prepared = sender.prepared();
    return sql.list(
            ADD,
            InvitationRowStore::invitation,
            new JsonArray(invitations.stream().map(NewInvitation::toRow).toList()),
            prepared.organization().id().value(),
            sender.person().value(),
            prepared.admission(),
            prepared.organization().name(),
            prepared.inviterName(),
            prepared.locale(),
            sender.delegates() ? sender.person().value() : null,
            (double) lifetime.toSeconds())
        .map(InvitationStore::inOrder);
  }

  private static List<Invitation> inOrder(List<Invitation> added) {
    Comparator<Invitation> byText = Comparator.comparing(each -> each.id().toString());
    return added.stream().sorted(byText).toList();
  }

  /**
   * Gives an invitation another link and a whole lifetime; {@link Failure#INVITATION_OVER} where
   * there is another one to its address.
   */
  static Future<Invitation> renew(
      Sql sql, InvitationId id, UUID link, Sender sender, Duration lifetime) {
    InvitationsPrepared prepared = sender.prepared();
    return sql.find(
            RENEW,
            InvitationRowStore::invitation,
            id.value(),
            link,
            sender.person().value(),
            prepared.admission(),
            prepared.organization().name(),
            prepared.inviterName(),
            prepared.locale(),
            (double) lifetime.toSeconds())
        .recover(Constraint.means("invitation_live", Failure.INVITATION_OVER))
        .map(Optional::orElseThrow);
  }

  /** Locks an invitation; {@link Failure#NOT_FOUND}, for one of another organisation too. */
  static Future<Invitation> lock(Sql sql, OrganizationId organization, InvitationId id) {
    return sql.find(LOCK, InvitationRowStore::invitation, organization.value(), id.value())
        .map(found -> found.orElseThrow(Failure.NOT_FOUND::refusal));
  }

  /** Locks the invitation whose token that link is. */
  static Future<Optional<Invitation>> lockLink(Sql sql, UUID link) {
    return sql.find(LOCK_LINK, InvitationRowStore::invitation, link);
  }

  /**
   * Locks the pending invitations of an organisation to any of these addresses, or to the account
   * of any of these people, wherever it was sent.
   */
  static Future<List<Invitation>> lockOf(
      Sql sql,
      OrganizationId organization,
      Collection<String> addresses,
      Collection<PersonId> users) {
    return sql.list(
        LOCK_ADDRESSES,
        InvitationRowStore::invitation,
        organization.value(),
        addresses.toArray(String[]::new),
        users.stream().map(PersonId::value).toArray(UUID[]::new));
  }

  /**
   * Locks pending invitations that somebody has sent, or that lead to their account.
   *
   * @param organization where; null for everywhere
   */
  static Future<List<Invitation>> lockOfPerson(
      Sql sql, PersonId person, @Nullable OrganizationId organization) {
    return sql.list(
        LOCK_OF_PERSON,
        InvitationRowStore::invitation,
        person.value(),
        organization == null ? null : organization.value());
  }

  /** Locks the pending invitations by which somebody hands a set-up over, in any organisation. */
  static Future<List<Invitation>> lockDelegations(Sql sql, PersonId delegator) {
    return sql.list(LOCK_DELEGATIONS, InvitationRowStore::invitation, delegator.value());
  }

  /** Locks an invitation of whichever organisation, if it has not ended. */
  static Future<List<Invitation>> lockPending(Sql sql, InvitationId id) {
    return sql.list(LOCK_ANYWHERE, InvitationRowStore::invitation, id.value());
  }

  /** Whether a set-up was handed over by an invitation, whatever became of it. */
  static Future<Boolean> isDelegation(Sql sql, InvitationId id) {
    return sql.any(IS_DELEGATION, id.value());
  }

  /** Locks pending invitations whose time has ended, a bounded batch that nobody else holds. */
  static Future<List<Invitation>> lockLate(Sql sql, int limit) {
    return sql.list(LOCK_LATE, InvitationRowStore::invitation, limit);
  }

  /** Notes that invitations will be reminded of; answers a bounded batch, each one once. */
  static Future<List<Invitation>> remind(Sql sql, int limit) {
    return sql.list(REMIND, InvitationRowStore::invitation, limit);
  }

  /** Ends pending invitations. */
  static Future<Void> end(Sql sql, List<Invitation> invitations, InvitationState state) {
    UUID[] ids = invitations.stream().map(each -> each.id().value()).toArray(UUID[]::new);
    return sql.run(END, ids, state.wireName()).mapEmpty();
  }

  /** Notes who has accepted an invitation, if that is not noted. */
  static Future<Void> accepted(Sql sql, InvitationId id, PersonId person) {
    return sql.run(ACCEPTED, id.value(), person.value()).mapEmpty();
  }

  /** Forgets what tells of somebody who is gone. */
  static Future<Void> forget(Sql sql, PersonId person) {
    return sql.run(FORGET, person.value()).mapEmpty();
  }

  /** Forgets invitations that ended 90 days ago; a bounded batch. */
  static Future<Void> purge(Sql sql) {
    return sql.run(PURGE).mapEmpty();
  }
}
