package dev.latchkey.accounts.role;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.accounts.ListPermissions;
import dev.latchkey.api.accounts.PermissionCatalogue;
import dev.latchkey.api.accounts.PermissionView;
import io.vertx.core.Future;
import java.util.stream.Stream;

/** What a role may allow, for people who make roles. */
public final class Catalogue {

  private static final PermissionCatalogue ALL =
      new PermissionCatalogue(
          Stream.of(Permission.values())
              .map(each -> new PermissionView(each, each.description(), each.aliases()))
              .toList());

  private Catalogue() {}

  /** Answers {@link ListPermissions}. */
  public static Future<PermissionCatalogue> list(ListPermissions request) {
    return Future.succeededFuture(ALL);
  }
}
