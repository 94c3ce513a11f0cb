package dev.latchkey.launcher.security;

import dev.latchkey.testing.TestDatabase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Every row of every table as text, so that a table that is added later is looked at too.
 * Thread-safe.
 *
 * @param conditions which rows of a table count, by the table's name with its schema; all of those
 *     that are not named
 */
record TableText(TestDatabase database, Map<String, String> conditions) {

  private static final String TABLES =
      """
      SELECT format('%I.%I', n.nspname, c.relname)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND n.nspname NOT IN ('pg_catalog', 'information_schema')
         AND c.relname <> 'flyway_schema_history'
       ORDER BY 1\
      """;

  static TableText of(TestDatabase database) {
    return new TableText(database, Map.of());
  }

  List<String> tables() {
    return database.column(TABLES);
  }

  /** The rows in which one of these texts occurs, each after its table's name, in order. */
  List<String> mentioning(Collection<String> texts) {
    String patterns =
        texts.stream()
            .map(text -> "'%" + text.replace("'", "''") + "%'")
            .collect(Collectors.joining(", "));
    return database.column(
        "SELECT line FROM (%s) AS every WHERE lower(line) LIKE ANY (ARRAY[%s]) ORDER BY line COLLATE \"C\""
            .formatted(rows(), patterns));
  }

  private String rows() {
    return tables().stream()
        .map(
            table ->
                "SELECT '%1$s ' || row_to_json(t)::text AS line FROM %1$s AS t WHERE %2$s"
                    .formatted(table, conditions.getOrDefault(table, "true")))
        .collect(Collectors.joining(" UNION ALL "));
  }
}
