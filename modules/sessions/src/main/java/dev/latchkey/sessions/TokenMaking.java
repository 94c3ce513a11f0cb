package dev.latchkey.sessions;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.accounts.Authority;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.kernel.event.Change;
import dev.latchkey.kernel.id.Ids;
import dev.latchkey.kernel.secret.OpaqueToken;
import dev.latchkey.kernel.text.BoundedText;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes API tokens. Nobody can give one what they don't hold themselves: what they gain later is
 * not given to it unnoticed, and what they lose it loses at once. Thread-safe.
 */
final class TokenMaking {

  /** Living tokens of one owner (chosen, not measured). */
  static final int MOST_OF_A_PERSON = 50;

  static final int MOST_OF_AN_ORGANIZATION = 200;

  private static final int LONGEST_NAME = 100;

  private final ApiTokenStore store;
  private final Authorities authorities;

  TokenMaking(ApiTokenStore store, Authorities authorities) {
    this.store = store;
    this.authorities = authorities;
  }

  /** What a token is asked for. */
  record Wish(TokenOwner owner, String name, Set<Permission> scopes, @Nullable Instant expiresAt) {}

  /** A token, and its secret for its maker's eyes. */
  record Made(StoredToken token, String secret) {}

  /** Makes a token in the organisation that the caller acts in. */
  Future<Made> make(Caller caller, Wish wish) {
    return authorities
        .find(caller.person(), caller.organization())
        .map(found -> found.orElseThrow(Failure.UNAUTHENTICATED::refusal))
        .map(authority -> token(authority, caller.assurance(), wish))
        .compose(
            token ->
                store
                    .add(token, most(wish.owner()), change(caller, token))
                    .map(stored -> new Made(stored, token.secret().text())));
  }

  private static NewToken token(Authority maker, Assurance assurance, Wish wish) {
    if (maker.organization() == null) {
      throw Failure.FORBIDDEN.refusal("A token acts in an organisation, and you have none.");
    }
    if (!maker.permissions().containsAll(wish.scopes())) {
      throw Failure.SCOPE_NOT_HELD.refusal();
    }
    ApiToken token = new ApiToken(new TokenId(Ids.next()), wish.owner(), name(wish.name()));
    OpaqueToken secret = OpaqueToken.generate(ApiTokenKinds.of(wish.owner()));
    return new NewToken(token, secret, maker, assurance, wish.scopes(), wish.expiresAt());
  }

  private static String name(String wished) {
    return Optional.ofNullable(BoundedText.device(wished))
        .filter(name -> wished.codePointCount(0, wished.length()) <= LONGEST_NAME)
        .orElseThrow(
            () -> Failure.INVALID_REQUEST.refusal("A token has a name of 1 to 100 characters."));
  }

  private static int most(TokenOwner owner) {
    return owner == TokenOwner.PERSON ? MOST_OF_A_PERSON : MOST_OF_AN_ORGANIZATION;
  }

  private static Change change(Caller caller, NewToken token) {
    JsonArray scopes = new JsonArray();
    token.scopes().stream().map(Permission::wireName).sorted().forEach(scopes::add);
    Instant expiresAt = token.expiresAt();
    return TokenEvents.of(EventType.TOKEN_CREATED, caller, token.token())
        .with("scopes", scopes)
        .with("expiresAt", expiresAt == null ? null : expiresAt.toString());
  }
}
