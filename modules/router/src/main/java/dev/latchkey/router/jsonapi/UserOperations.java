package dev.latchkey.router.jsonapi;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AnonymizeUsers;
import dev.latchkey.api.accounts.CreateInvitee;
import dev.latchkey.api.accounts.DescribeMe;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.DescribeUserPermissions;
import dev.latchkey.api.accounts.DisableUser;
import dev.latchkey.api.accounts.ListMyOrganizations;
import dev.latchkey.api.accounts.ListUserOrganizations;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.NewUser;
import dev.latchkey.api.accounts.OrganizationPage;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.UpdateUser;
import dev.latchkey.api.accounts.UsersAnonymized;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The people of the caller's organisation. */
final class UserOperations {

  private static final int MOST_ORGANIZATIONS = 100;

  private final Bus bus;
  private final Users users;

  private UserOperations(Bus bus, Users users) {
    this.bus = bus;
    this.users = users;
  }

  static List<SurfaceOperation> of(Bus bus, Users users) {
    UserOperations all = new UserOperations(bus, users);
    return List.of(
        SurfaceOperation.of("createUser", CreateInvitee.class, all::create),
        SurfaceOperation.of("listUsers", ListUsersByNumber.class, all::list),
        SurfaceOperation.of("getUser", DescribeUser.class, all::get),
        SurfaceOperation.of("updateUser", UpdateUser.class, all::update),
        SurfaceOperation.of("disableUser", DisableUser.class, all::disable),
        SurfaceOperation.of("listUserOrganizations", DescribeMe.class, all::organizations),
        SurfaceOperation.of("listUserPermissions", DescribeUserPermissions.class, all::permissions),
        SurfaceOperation.of("anonymizeUsers", AnonymizeUsers.class, all::anonymize));
  }

  private Future<Reply> create(Call call) {
    JsonObject data = call.body().getJsonObject("data");
    JsonObject attributes = data.getJsonObject("attributes");
    NewUser user =
        new NewUser(
            attributes.getString("email").toLowerCase(Locale.ROOT),
            null,
            null,
            null,
            attributes.getString("name"),
            attributes.getString("title"));
    Caller caller = call.caller();
    return bus.ask(new CreateInvitee(caller, user, RelatedIds.roles(data)))
        .compose(made -> users.one(201, caller, made));
  }

  private Future<Reply> list(Call call) {
    ListQuery query = ListQuery.of(call);
    return bus.ask(query.users(call.caller(), null))
        .compose(page -> users.page(call.caller(), page));
  }

  private Future<Reply> get(Call call) {
    Caller caller = call.caller();
    PersonId user = Users.user(call);
    return Users.named(user.toString(), bus.ask(new DescribeUser(caller, user)))
        .compose(found -> users.one(200, caller, found));
  }

  /** The ids are compared before anybody looks whether they are any. */
  private Future<Reply> update(Call call) {
    UserChange change = UserChange.of(call);
    if (!change.id().equals(call.path("user_id"))) {
      return Future.succeededFuture(ErrorTexts.mismatch());
    }
    return update(call.caller(), Users.user(call), change);
  }

  private Future<Reply> update(Caller caller, PersonId user, UserChange change) {
    UpdateUser request =
        new UpdateUser(
            caller,
            user,
            change.set(),
            change.clear(),
            change.email(),
            null,
            null,
            change.disabled());
    return Users.named(user.toString(), bus.ask(request))
        .compose(updated -> users.one(200, caller, updated));
  }

  private Future<Reply> disable(Call call) {
    PersonId user = Users.user(call);
    return Users.named(user.toString(), bus.ask(new DisableUser(call.caller(), user, true)))
        .map(done -> Reply.noContent());
  }

  /** One's own are told without a permission; whether it takes one for others' is asked there. */
  private Future<Reply> organizations(Call call) {
    Caller caller = call.caller();
    PersonId user = Users.user(call);
    return user.equals(caller.person())
        ? bus.ask(new DescribeMe(caller)).compose(me -> organizations(caller, me))
        : Users.named(user.toString(), organizations(caller, user));
  }

  private Future<Reply> organizations(Caller caller, Me me) {
    return own(caller, me)
        .compose(
            own ->
                organizations(caller, CurrentUserOperations.resource(me, Optional.empty()), own));
  }

  /**
   * A login asks as on the native surface, which lets in none that is short of something. That
   * takes no key, but a key may see whom it belongs to, and where they are.
   */
  private Future<List<OrganizationView>> own(Caller caller, Me me) {
    return caller.token() == null
        ? bus.ask(new ListMyOrganizations(caller, MOST_ORGANIZATIONS, null))
            .map(OrganizationPage::items)
        : Future.succeededFuture(
            me.memberships().stream().map(MembershipView::organization).toList());
  }

  private Future<Reply> organizations(Caller caller, PersonId user) {
    return bus.ask(new DescribeUser(caller, user))
        .compose(
            found ->
                bus.ask(new ListUserOrganizations(caller, user, MOST_ORGANIZATIONS, null))
                    .map(OrganizationPage::items)
                    .compose(
                        organizations ->
                            organizations(caller, Users.resource(caller, found), organizations)));
  }

  private Future<Reply> organizations(
      Caller caller, UserResource user, List<OrganizationView> organizations) {
    List<OrganizationView> others =
        organizations.stream()
            .filter(each -> !Objects.equals(each.id(), caller.organization()))
            .toList();
    JsonObject resource = user.json();
    resource
        .getJsonObject("relationships")
        .put("other_orgs", OrganizationResource.relation(others))
        .put("other_users", Document.toMany(List.of()));
    Document document =
        Document.of(resource)
            .including(organizations.stream().map(OrganizationResource::of).toList());
    return Future.succeededFuture(Reply.ok(document.json()));
  }

  private Future<Reply> permissions(Call call) {
    PersonId user = Users.user(call);
    return Users.named(user.toString(), bus.ask(new DescribeUserPermissions(call.caller(), user)))
        .map(found -> Document.of(PermissionResource.of(found.permissions())))
        .map(document -> Reply.ok(document.json()));
  }

  private Future<Reply> anonymize(Call call) {
    JsonObject attributes = call.body().getJsonObject("data").getJsonObject("attributes");
    List<PersonId> people =
        RelatedIds.texts(attributes.getJsonArray("user_ids")).map(PersonId::of).toList();
    return bus.ask(new AnonymizeUsers(call.caller(), people))
        .map(done -> anonymized(call.exchange().requestId(), done))
        .map(resource -> Reply.ok(Document.of(resource).json()));
  }

  private static JsonObject anonymized(String id, UsersAnonymized done) {
    List<String> gone =
        done.items().stream()
            .filter(UsersAnonymized.Item::anonymized)
            .map(each -> each.userId().toString())
            .toList();
    List<JsonObject> refused =
        done.items().stream()
            .filter(each -> !each.anonymized())
            .map(UserOperations::refused)
            .toList();
    return Document.resource(
        "anonymize_users_response",
        id,
        new JsonObject()
            .put("anonymized_user_ids", new JsonArray(gone))
            .put("anonymize_errors", new JsonArray(refused)));
  }

  private static JsonObject refused(UsersAnonymized.Item item) {
    Failure failure = Failure.valueOf(String.valueOf(item.code()).toUpperCase(Locale.ROOT));
    return new JsonObject().put("user_id", item.userId().toString()).put("error", failure.detail());
  }
}
