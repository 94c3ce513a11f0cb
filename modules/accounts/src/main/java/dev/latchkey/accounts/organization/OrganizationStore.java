package dev.latchkey.accounts.organization;

import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All SQL of organisations and of who owns them. Stateless. */
public final class OrganizationStore {

  private static final String ADD =
      """
      WITH founded AS (
        INSERT INTO accounts.organization (id, name) VALUES ($1, $2) RETURNING id),
      joined AS (
        INSERT INTO accounts.membership (organization_id, person_id, state, account_type)
        SELECT id, $3, 'active', 'external' FROM founded RETURNING organization_id, person_id)
      INSERT INTO accounts.membership_role (organization_id, person_id, role_id)
      SELECT organization_id, person_id, $4 FROM joined\
      """;

  private static final String ANY = "SELECT 1 FROM accounts.organization LIMIT 1";

  private static final String FIND = "SELECT id, name FROM accounts.organization WHERE id = $1";

  private static final String LIST_MINE =
      """
      SELECT o.id, o.name
        FROM accounts.membership m JOIN accounts.organization o ON o.id = m.organization_id
       WHERE m.person_id = $1 AND m.state = 'active' AND o.id > $2
       ORDER BY o.id LIMIT $3\
      """;

  private static final String COUNT_MINE =
      "SELECT count(*) FROM accounts.membership WHERE person_id = $1";

  private static final String OWNS =
      """
      SELECT 1 FROM accounts.membership_role r
        JOIN accounts.membership m USING (organization_id, person_id)
       WHERE r.person_id = $1 AND r.role_id = $2 AND m.state = 'active' LIMIT 1\
      """;

  /** The organisations are locked in one order, so that two owners who leave come one by one. */
  private static final String LOCK_OWNED =
      """
      SELECT o.id FROM accounts.organization o
        JOIN accounts.membership_role r ON r.organization_id = o.id
       WHERE r.person_id = $1 AND r.role_id = $2
       ORDER BY o.id FOR UPDATE OF o\
      """;

  private static final String OWNS_ALONE =
      """
      SELECT 1 FROM accounts.membership_role r
        JOIN accounts.membership m USING (organization_id, person_id)
       WHERE r.person_id = $1 AND r.role_id = $2 AND m.state = 'active'
         AND NOT EXISTS (
           SELECT FROM accounts.membership_role other
             JOIN accounts.membership om USING (organization_id, person_id)
            WHERE other.organization_id = r.organization_id AND other.role_id = r.role_id
              AND other.person_id <> r.person_id AND om.state = 'active')
       LIMIT 1\
      """;

  private static final String LOCK = "SELECT 1 FROM accounts.organization WHERE id = $1 FOR UPDATE";

  private static final String OTHERS_OWN =
      """
      SELECT 1 FROM accounts.membership_role r
        JOIN accounts.membership m USING (organization_id, person_id)
       WHERE r.organization_id = $1 AND r.role_id = $3 AND r.person_id <> $2
         AND m.state = 'active' LIMIT 1\
      """;

  private static final String LIST_SHARED =
      """
      SELECT o.id, o.name
        FROM accounts.membership m
        JOIN accounts.organization o ON o.id = m.organization_id
        JOIN accounts.membership mine
          ON mine.organization_id = m.organization_id AND mine.person_id = $2
       WHERE m.person_id = $1 AND mine.state = 'active' AND o.id > $3
       ORDER BY o.id LIMIT $4\
      """;

  private OrganizationStore() {}

  /** Adds an organisation with that person as its owner. */
  public static Future<Void> add(Sql sql, OrganizationId id, String name, PersonId owner) {
    return sql.run(ADD, id.value(), name, owner.value(), BuiltInRole.OWNER.id().value()).mapEmpty();
  }

  /** Whether there is any organisation. */
  public static Future<Boolean> any(Sql sql) {
    return sql.any(ANY);
  }

  /** An organisation in a word. */
  public static Future<Optional<OrganizationView>> find(Sql sql, OrganizationId id) {
    return sql.find(FIND, OrganizationStore::view, id.value());
  }

  static Future<List<OrganizationView>> listMine(Sql sql, PersonId person, UUID after, int limit) {
    return sql.list(LIST_MINE, OrganizationStore::view, person.value(), after, limit);
  }

  static Future<Long> countMine(Sql sql, PersonId person) {
    return sql.list(COUNT_MINE, row -> row.getLong(0), person.value()).map(rows -> rows.get(0));
  }

  static Future<Boolean> owns(Sql sql, PersonId person) {
    return sql.any(OWNS, person.value(), BuiltInRole.OWNER.id().value());
  }

  /**
   * Holds the organisations that a person owns until the transaction ends, or fails with {@link
   * Failure#LAST_OWNER} where nobody else owns one of them.
   */
  public static Future<Void> leaveOwnersBehind(Sql sql, PersonId person) {
    UUID owner = BuiltInRole.OWNER.id().value();
    return sql.run(LOCK_OWNED, person.value(), owner)
        .compose(locked -> sql.any(OWNS_ALONE, person.value(), owner))
        .compose(
            alone ->
                alone
                    ? Future.failedFuture(Failure.LAST_OWNER.refusal())
                    : Future.succeededFuture());
  }

  /**
   * Holds an organisation until the transaction ends, or fails with {@link Failure#LAST_OWNER}
   * where nobody but that person owns it.
   */
  public static Future<Void> leaveOwnerBehind(Sql sql, OrganizationId id, PersonId person) {
    return sql.run(LOCK, id.value())
        .compose(
            locked ->
                sql.any(OTHERS_OWN, id.value(), person.value(), BuiltInRole.OWNER.id().value()))
        .compose(
            others ->
                others
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.LAST_OWNER.refusal()));
  }

  /** The organisations of a person that another one is an active member of too. */
  public static Future<List<OrganizationView>> listShared(
      Sql sql, PersonId person, PersonId other, UUID after, int limit) {
    return sql.list(
        LIST_SHARED, OrganizationStore::view, person.value(), other.value(), after, limit);
  }

  private static OrganizationView view(Row row) {
    return new OrganizationView(new OrganizationId(row.getUUID("id")), row.getString("name"));
  }
}
