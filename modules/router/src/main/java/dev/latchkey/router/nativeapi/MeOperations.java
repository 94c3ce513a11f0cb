package dev.latchkey.router.nativeapi;

import dev.latchkey.api.accounts.CloseAccount;
import dev.latchkey.api.accounts.CreateOrganization;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.ProfileField;
import dev.latchkey.api.accounts.UpdateMe;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.Bus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The caller's profile, account and organisations. */
final class MeOperations {

  private MeOperations() {}

  static List<NativeOperation> of(Bus bus) {
    return List.of(
        NativeOperation.of(
            bus,
            "describeMe",
            DescribeMe.class,
            call -> new DescribeMe(call.caller()),
            MeOperations::me),
        NativeOperation.of(bus, "updateMe", UpdateMe.class, MeOperations::update, MeOperations::me),
        NativeOperation.of(
            bus,
            "closeAccount",
            CloseAccount.class,
            call -> new CloseAccount(call.caller()),
            done -> Reply.noContent()),
        NativeOperation.of(
            bus,
            "listMyOrganizations",
            ListMyOrganizations.class,
            call -> new ListMyOrganizations(call.caller(), call.limit(), call.marker()),
            Reply::ok),
        NativeOperation.of(
            bus,
            "createOrganization",
            CreateOrganization.class,
            call -> new CreateOrganization(call.caller(), call.text("name")),
            made -> Reply.created(made, Paths.ORGANIZATIONS)));
  }

  private static Reply me(Me me) {
    UserView user = me.user();
    return user == null
        ? Reply.ok(me)
        : Reply.ok(me).with(HttpHeaders.ETAG, EntityTag.of(user.version()));
  }

  /** What is left out stays, null clears. */
  private static UpdateMe update(Call call) {
    JsonObject body = call.body();
    Map<ProfileField, String> set = new EnumMap<>(ProfileField.class);
    Set<ProfileField> clear = EnumSet.noneOf(ProfileField.class);
    for (ProfileField field : ProfileField.values()) {
      String value = body.getString(field.wireName());
      if (value != null) {
        set.put(field, value);
      } else if (body.containsKey(field.wireName())) {
        clear.add(field);
      }
    }
    return new UpdateMe(
        call.caller(),
        set,
        clear,
        call.optionalText("email"),
        EntityTag.expected(call.header("If-Match")));
  }
}
