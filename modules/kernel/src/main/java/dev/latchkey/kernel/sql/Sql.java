package dev.latchkey.kernel.sql;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Where statements go: the {@link Database}, or a transaction of it. Every statement costs one
 * round trip and ends within the statement deadline.
 *
 * <p>Statements fail with {@link dev.latchkey.api.bus.Failure#UNAVAILABLE} when the database does
 * not answer in time, and with {@link io.vertx.pgclient.PgException} for what it refuses; {@link
 * Constraint} turns the latter into failures by the constraint's name.
 */
public interface Sql {

  /**
   * What a statement begins with that is planned for its values each time it runs. The others are
   * kept prepared, and planned once for all values: right for those that always find few rows,
   * wrong where one value finds one row and another a million.
   */
  String PLANNED_ANEW = "/* planned anew */ ";

  /**
   * Runs one statement.
   *
   * @param values of {@code $1, $2 …}; UUID, String, numbers, OffsetDateTime, JsonObject, arrays of
   *     them, or null
   */
  Future<RowSet<Row>> run(String statement, @Nullable Object... values);

  /** As {@link #run}, for a statement that appends to the event log: it wakes the relay. */
  default Future<RowSet<Row>> change(String statement, @Nullable Object... values) {
    return run(statement, values);
  }

  /** The rows, each read by {@code read}. */
  default <T> Future<List<T>> list(
      String statement, Function<Row, T> read, @Nullable Object... values) {
    return run(statement, values).map(rows -> read(rows, read));
  }

  /** The first row, or empty. */
  default <T> Future<Optional<T>> find(
      String statement, Function<Row, T> read, @Nullable Object... values) {
    return list(statement, read, values).map(rows -> rows.stream().findFirst());
  }

  /** Whether the statement touched or found at least one row. */
  default Future<Boolean> any(String statement, @Nullable Object... values) {
    return run(statement, values).map(rows -> rows.rowCount() > 0 || rows.size() > 0);
  }

  private static <T> List<T> read(RowSet<Row> rows, Function<Row, T> read) {
    return StreamSupport.stream(rows.spliterator(), false).map(read).toList();
  }
}
