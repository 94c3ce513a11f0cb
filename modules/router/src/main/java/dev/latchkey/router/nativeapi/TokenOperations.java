package dev.latchkey.router.nativeapi;

import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.Bus;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.api.sessions.CreateOrganizationToken;
import dev.latchkey.api.sessions.CreateToken;
import dev.latchkey.api.sessions.DeleteOrganizationToken;
import dev.latchkey.api.sessions.DeleteToken;
import dev.latchkey.api.sessions.ListOrganizationTokens;
import dev.latchkey.api.sessions.ListTokens;
import dev.latchkey.router.surface.Call;
import dev.latchkey.router.surface.Reply;
import dev.latchkey.router.surface.SurfaceOperation;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API tokens of the caller and of their organisation. */
final class TokenOperations {

  private TokenOperations() {}

  static List<SurfaceOperation> of(Bus bus) {
    return List.of(
        SurfaceOperation.of(
            bus, "listTokens", ListTokens.class, call -> new ListTokens(call.caller()), Reply::ok),
        SurfaceOperation.of(
            bus,
            "createToken",
            CreateToken.class,
            TokenOperations::create,
            made -> Reply.created(made, Paths.TOKENS + "/" + made.id())),
        SurfaceOperation.of(
            bus,
            "deleteToken",
            DeleteToken.class,
            call -> new DeleteToken(call.caller(), tokenId(call)),
            done -> Reply.noContent()),
        SurfaceOperation.of(
            bus,
            "listOrganizationTokens",
            ListOrganizationTokens.class,
            call -> new ListOrganizationTokens(call.caller()),
            Reply::ok),
        SurfaceOperation.of(
            bus,
            "createOrganizationToken",
            CreateOrganizationToken.class,
            TokenOperations::createForOrganization,
            made -> Reply.created(made, Paths.ORGANIZATION_TOKENS + "/" + made.id())),
        SurfaceOperation.of(
            bus,
            "deleteOrganizationToken",
            DeleteOrganizationToken.class,
            call -> new DeleteOrganizationToken(call.caller(), tokenId(call)),
            done -> Reply.noContent()));
  }

  private static CreateToken create(Call call) {
    return new CreateToken(
        call.caller(), call.text("name"), permissions(call, "scopes"), expiresAt(call));
  }

  private static CreateOrganizationToken createForOrganization(Call call) {
    return new CreateOrganizationToken(
        call.caller(), call.text("name"), permissions(call, "permissions"), expiresAt(call));
  }

  private static Set<Permission> permissions(Call call, String field) {
    return call.body().getJsonArray(field).stream()
        .map(name -> Permission.called((String) name))
        .map(named -> named.orElseThrow(Failure.SCOPE_UNKNOWN::refusal))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static @Nullable Instant expiresAt(Call call) {
    return Optional.ofNullable(call.optionalText("expiresAt"))
        .map(text -> OffsetDateTime.parse(text).toInstant())
        .orElse(null);
  }

  private static TokenId tokenId(Call call) {
    return TokenId.of(call.path("tokenId"));
  }
}
