package dev.latchkey.accounts.users;

import dev.latchkey.accounts.email.EmailAddress;
import dev.latchkey.api.accounts.DescribeUser;
import dev.latchkey.api.accounts.FindUser;
import dev.latchkey.api.accounts.ListUsers;
import dev.latchkey.api.accounts.ListUsersByNumber;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.NumberedUsers;
import dev.latchkey.api.accounts.UserPage;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.secret.PlaceMarkers;
import dev.latchkey.kernel.secret.PlaceMarkers.Place;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.List;

/** The people of an organisation, for its administrators to look at. */
public final class Users {

  private static final int LONGEST_PAGE = 100;

  private final Database database;
  private final UserListStore store;
  private final PlaceMarkers markers;

  Users(Database database, UserListStore store, PlaceMarkers markers) {
    this.database = database;
    this.store = store;
    this.markers = markers;
  }

  /** Answers {@link ListUsers}. */
  public Future<UserPage> list(ListUsers request) {
    return Future.succeededFuture()
        .map(start -> listing(request))
        .compose(
            listing ->
                request.limit() <= 0
                    ? Future.succeededFuture(new UserPage(List.of(), null))
                    : new UserSelection(store, database)
                        .select(listing)
                        .map(selected -> page(listing, selected)));
  }

  /** One more is asked for than the page holds, to see whether there is a next page. */
  private UserListing listing(ListUsers request) {
    UserListing listing =
        new UserListing(
            Tenancy.of(request.caller()),
            UserListing.Filter.of(request.filter()),
            new UserListing.Order(request.sort(), request.descending()),
            null,
            Math.min(request.limit(), LONGEST_PAGE) + 1);
    return listing.startingAfter(markers.read(listing.scope(), request.marker()));
  }

  private UserPage page(UserListing listing, UserSelection.Selected selected) {
    List<UserListStore.Listed> found = selected.people();
    int most = listing.limit() - 1;
    Place next =
        found.size() > most ? found.get(most - 1).place(listing.order().sort()) : selected.next();
    return new UserPage(
        views(found.subList(0, Math.min(found.size(), most))),
        next == null ? null : markers.issue(listing.scope(), next));
  }

  private static List<MemberView> views(List<UserListStore.Listed> listed) {
    return listed.stream().map(UserListStore.Listed::view).toList();
  }

  /** Answers {@link ListUsersByNumber}. */
  public Future<NumberedUsers> listByNumber(ListUsersByNumber request) {
    return Future.succeededFuture(request)
        .map(Users::numbered)
        .compose(
            listing -> store.numbered(database, listing, (long) request.page() * request.size()));
  }

  private static UserListing numbered(ListUsersByNumber request) {
    if (request.page() < 0 || request.size() < 0 || request.size() > LONGEST_PAGE) {
      throw Failure.INVALID_REQUEST.refusal(
          "Pages are numbered from 0 on, and hold 0 to " + LONGEST_PAGE + " people.");
    }
    return new UserListing(
        Tenancy.of(request.caller()),
        UserListing.Filter.of(request.filter()),
        new UserListing.Order(request.sort(), request.descending()),
        null,
        request.size());
  }

  /** Answers {@link DescribeUser}. */
  public Future<MemberView> describe(DescribeUser request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> store.find(database, organization, request.user()));
  }

  /** Answers {@link FindUser}. */
  public Future<MemberView> find(FindUser request) {
    String handle = EmailAddress.key(request.userName());
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> store.find(database, organization, handle));
  }
}
