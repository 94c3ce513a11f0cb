package dev.latchkey.invitations;

import dev.latchkey.api.accounts.DescribeRecipients;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.invitations.DescribeInvitation;
import dev.latchkey.api.invitations.InvitationPage;
import dev.latchkey.api.invitations.InvitationView;
import dev.latchkey.api.invitations.ListInvitations;
import dev.latchkey.api.invitations.ListInvitationsByNumber;
import dev.latchkey.api.invitations.ListMyInvitations;
import dev.latchkey.api.invitations.MyInvitationPage;
import dev.latchkey.api.invitations.NumberedInvitations;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.secret.Markers;
import dev.latchkey.kernel.sql.Database;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invitations as those who invite, and those who are invited, look at them. */
final class Lists {

  private static final int LONGEST_PAGE = 100;

  private final Database database;
  private final Markers markers;
  private final Bus bus;

  Lists(Database database, Markers markers, Bus bus) {
    this.database = database;
    this.markers = markers;
    this.bus = bus;
  }

  /** A page of one list. */
  private record Page(List<Invitation> items, @Nullable String marker) {}

  /** Reads what comes after a place in a list. */
  private interface Source {
    Future<List<Invitation>> before(@Nullable UUID last, int limit);
  }

  /** Answers {@link DescribeInvitation}. */
  Future<InvitationView> describe(DescribeInvitation request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(
            organization -> InvitationRowStore.find(database, organization, request.invitation()))
        .map(Invitation::view);
  }

  /** Answers {@link ListInvitations}. */
  Future<InvitationPage> list(ListInvitations request) {
    return Future.succeededFuture(request.caller())
        .map(Tenancy::of)
        .compose(organization -> list(organization, request))
        .map(
            page ->
                new InvitationPage(
                    page.items().stream().map(Invitation::view).toList(), page.marker()));
  }

  /** Answers {@link ListInvitationsByNumber}. */
  Future<NumberedInvitations> listByNumber(ListInvitationsByNumber request) {
    return Future.succeededFuture(request)
        .map(Lists::bounded)
        .compose(
            asked ->
                InvitationRowStore.numbered(
                    database,
                    Tenancy.of(asked.caller()),
                    asked.states(),
                    (long) asked.page() * asked.size(),
                    asked.size()));
  }

  private static ListInvitationsByNumber bounded(ListInvitationsByNumber asked) {
    if (asked.page() < 0 || asked.size() < 0 || asked.size() > LONGEST_PAGE) {
      throw Failure.INVALID_REQUEST.refusal(
          "Pages are numbered from 0 on, and hold 0 to " + LONGEST_PAGE + " invitations.");
    }
    return asked;
  }

  private Future<Page> list(OrganizationId organization, ListInvitations request) {
    String scope = "invitations:" + organization + ":" + request.state();
    return read(
        scope,
        request.limit(),
        request.marker(),
        (last, limit) ->
            InvitationRowStore.list(database, organization, request.state(), last, limit));
  }

  /** Answers {@link ListMyInvitations}: only a proven address is anybody's. */
  Future<MyInvitationPage> listMine(ListMyInvitations request) {
    return bus.ask(new DescribeRecipients(request.caller().person()))
        .compose(
            known ->
                read(
                    "my-invitations:" + request.caller().person(),
                    request.limit(),
                    request.marker(),
                    (last, limit) ->
                        InvitationRowStore.listMine(database, known.addresses(), last, limit)))
        .map(
            page ->
                new MyInvitationPage(
                    page.items().stream().map(Invitation::mine).toList(), page.marker()));
  }

  /** One more is asked for than the page holds, to see whether there is a next page. */
  private Future<Page> read(String scope, int asked, @Nullable String marker, Source source) {
    int limit = Math.max(0, Math.min(asked, LONGEST_PAGE));
    return Future.succeededFuture()
        .compose(start -> source.before(markers.read(scope, marker), limit + 1))
        .map(found -> page(scope, found, limit));
  }

  private Page page(String scope, List<Invitation> found, int limit) {
    if (limit == 0 || found.size() <= limit) {
      return new Page(limit == 0 ? List.of() : found, null);
    }
    List<Invitation> items = found.subList(0, limit);
    return new Page(items, markers.issue(scope, items.get(limit - 1).id().value()));
  }
}
