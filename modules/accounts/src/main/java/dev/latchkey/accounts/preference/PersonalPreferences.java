package dev.latchkey.accounts.preference;

import dev.latchkey.accounts.person.PersonStore;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.DescribePreferences;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.UpdatePreferences;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.event.EventLog;
import dev.latchkey.kernel.once.Once;
import dev.latchkey.kernel.sql.Database;
import dev.latchkey.kernel.sql.Sql;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.util.List;

/** How the caller likes things to be. */
public final class PersonalPreferences {

  private final Database database;
  private final Once once;

  public PersonalPreferences(Database database, Once once) {
    this.database = database;
    this.once = once;
  }

  /** Answers {@link DescribePreferences}. */
  public Future<Preferences> describe(DescribePreferences request) {
    return PreferenceStore.find(database, request.caller().person()).map(SaidPreferences::whole);
  }

  /** Answers {@link UpdatePreferences}. */
  public Future<Preferences> update(UpdatePreferences request) {
    return Future.succeededFuture(request)
        .map(PreferencePatch::of)
        .compose(
            patch ->
                once.transaction(request, Preferences.class, sql -> update(sql, request, patch)));
  }

  private static Future<Preferences> update(
      Sql sql, UpdatePreferences request, PreferencePatch patch) {
    Caller caller = request.caller();
    return PersonStore.lock(sql, caller.person())
        .compose(person -> PreferenceStore.find(sql, person.id()))
        .map(before -> expected(before, request))
        .compose(before -> change(sql, caller, before, before.after(patch)))
        .map(SaidPreferences::whole);
  }

  private static SaidPreferences expected(SaidPreferences before, UpdatePreferences request) {
    Integer version = request.expectedVersion();
    if (version != null && version != before.version()) {
      throw Failure.VERSION_CONFLICT.refusal();
    }
    return before;
  }

  /** What they are is the person's own affair: on record is only which of them have changed. */
  private static Future<SaidPreferences> change(
      Sql sql, Caller caller, SaidPreferences before, SaidPreferences after) {
    List<String> fields = before.differences(after);
    if (fields.isEmpty()) {
      return Future.succeededFuture(before);
    }
    Change change =
        Change.by(caller, EventType.PREFERENCES_CHANGED)
            .about("person", caller.person().value())
            .with("fields", new JsonArray(fields));
    return PreferenceStore.save(sql, caller.person(), after.said())
        .compose(saved -> EventLog.append(sql, change).map(saved));
  }
}
