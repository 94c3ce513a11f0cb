package dev.latchkey.sessions;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.api.sessions.CreateOrganizationToken;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.DeleteOrganizationToken;
import dev.latchkey.api.sessions.DeleteToken;
import dev.latchkey.api.sessions.ListOrganizationTokens;
import dev.latchkey.api.sessions.ListTokens;
import dev.latchkey.api.sessions.OrganizationTokenList;
import dev.latchkey.api.sessions.OrganizationTokenView;
import dev.latchkey.api.sessions.TokenList;
import dev.latchkey.api.sessions.TokenView;
import dev.latchkey.kernel.event.Change;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API tokens of a person and of an organisation: to list, to make, to end. Thread-safe. */
final class ApiTokens {

  private final ApiTokenStore store;
  private final TokenMaking making;

  ApiTokens(ApiTokenStore store, TokenMaking making) {
    this.store = store;
    this.making = making;
  }

  Future<TokenList> list(ListTokens request) {
    UUID person = request.caller().person().value();
    return store
        .list(TokenOwner.PERSON, person, TokenMaking.MOST_OF_A_PERSON)
        .map(found -> new TokenList(found.stream().map(each -> view(each, null)).toList()));
  }

  Future<TokenView> create(CreateToken request) {
    TokenMaking.Wish wish =
        new TokenMaking.Wish(
            TokenOwner.PERSON, request.name(), request.scopes(), request.expiresAt());
    return making.make(request.caller(), wish).map(made -> view(made.token(), made.secret()));
  }

  Future<Done> delete(DeleteToken request) {
    Caller caller = request.caller();
    return delete(
        TokenOwner.PERSON,
        caller.person().value(),
        request.token(),
        deleted(caller, request.token()).with("person", caller.person().toString()));
  }

  Future<OrganizationTokenList> listOfOrganization(ListOrganizationTokens request) {
    UUID organization = organization(request.caller());
    return store
        .list(TokenOwner.ORGANIZATION, organization, TokenMaking.MOST_OF_AN_ORGANIZATION)
        .map(found -> found.stream().map(each -> organizationView(each, null)).toList())
        .map(OrganizationTokenList::new);
  }

  Future<OrganizationTokenView> createOfOrganization(CreateOrganizationToken request) {
    if (request.permissions().isEmpty()) {
      return Future.failedFuture(
          Failure.INVALID_REQUEST.refusal("A token of an organisation has a permission."));
    }
    TokenMaking.Wish wish =
        new TokenMaking.Wish(
            TokenOwner.ORGANIZATION, request.name(), request.permissions(), request.expiresAt());
    return making
        .make(request.caller(), wish)
        .map(made -> organizationView(made.token(), made.secret()));
  }

  Future<Done> deleteOfOrganization(DeleteOrganizationToken request) {
    Caller caller = request.caller();
    return delete(
        TokenOwner.ORGANIZATION,
        organization(caller),
        request.token(),
        deleted(caller, request.token()));
  }

  private Future<Done> delete(TokenOwner owner, UUID ownerId, TokenId id, Change change) {
    return store
        .end(owner, ownerId, id, EndReason.DELETED, change.with("owner", owner.wireName()))
        .compose(
            ended ->
                ended
                    ? Future.succeededFuture(Done.DONE)
                    : Future.failedFuture(Failure.NOT_FOUND.refusal()));
  }

  private static Change deleted(Caller caller, TokenId id) {
    return Change.by(caller, EventType.TOKEN_DELETED).about("token", id.value());
  }

  /** Whoever holds a permission holds it in an organisation. */
  private static UUID organization(Caller caller) {
    return Optional.ofNullable(caller.organization())
        .map(held -> held.value())
        .orElseThrow(Failure.FORBIDDEN::refusal);
  }

  private static TokenView view(StoredToken stored, @Nullable String secret) {
    return new TokenView(
        stored.token().id(),
        stored.token().name(),
        stored.scopes(),
        stored.createdAt(),
        stored.expiresAt(),
        stored.lastUsedAt(),
        secret);
  }

  private static OrganizationTokenView organizationView(
      StoredToken stored, @Nullable String secret) {
    return new OrganizationTokenView(
        stored.token().id(),
        stored.token().name(),
        stored.scopes(),
        stored.person(),
        stored.createdAt(),
        stored.expiresAt(),
        stored.lastUsedAt(),
        secret);
  }
}
