package dev.latchkey.router.jsonapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.accounts.MemberView;
import dev.latchkey.api.accounts.MembershipView;
import dev.latchkey.api.accounts.MyTeamView;
import dev.latchkey.api.accounts.RoleView;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A person as this surface shows them. */
record UserResource(
    PersonId id,
    Optional<OrganizationId> organization,
    List<RoleView> roles,
    MemberState state,
    Attributes attributes,
    Optional<Private> own) {

  static final String TYPE = "users";

  /** What is said of them. */
  private record Attributes(
      String handle,
      @Nullable String email,
      boolean verified,
      @Nullable String name,
      @Nullable String title,
      @Nullable Instant lastLoginAt,
      Instant createdAt,
      Instant modifiedAt) {}

  /**
   * What only they themselves are told.
   *
   * @param mfaEnabled whether their password alone opens nothing
   * @param teams that they are in, with what they are there
   */
  record Private(boolean mfaEnabled, List<MyTeamView> teams) {}

  /** Somebody of an organisation, as its administrators see them. */
  static UserResource of(MemberView user, OrganizationId organization) {
    return new UserResource(
        user.id(),
        Optional.of(organization),
        user.roles(),
        user.state(),
        new Attributes(
            user.userName(),
            user.email(),
            user.emailVerified(),
            name(user.displayName(), user.givenName(), user.familyName()),
            user.title(),
            user.lastLoginAt(),
            user.createdAt(),
            user.updatedAt()),
        Optional.empty());
  }

  /**
   * Somebody as they see themselves.
   *
   * @param membership in the organisation that they act in; empty for none
   * @param own empty where their token may not tell
   */
  static UserResource of(
      UserView user, Optional<MembershipView> membership, Optional<Private> own) {
    return new UserResource(
        user.id(),
        membership.map(each -> each.organization().id()),
        membership.map(MembershipView::roles).orElse(List.of()),
        membership.map(each -> MemberState.of(each.state())).orElse(MemberState.ACTIVE),
        new Attributes(
            user.userName(),
            user.email(),
            user.emailVerified(),
            name(user.displayName(), user.givenName(), user.familyName()),
            user.title(),
            membership.map(MembershipView::lastLoginAt).orElse(null),
            user.createdAt(),
            user.updatedAt()),
        own);
  }

  JsonObject json() {
    JsonObject relationships = new JsonObject().put("roles", RoleResource.relation(roles));
    organization.ifPresent(
        each -> relationships.put("org", Document.toOne(OrganizationResource.identifier(each))));
    JsonObject said = said();
    own.ifPresent(
        each -> {
          said.put("mfa_enabled", each.mfaEnabled());
          relationships.put("team_roles", teamRoles(each.teams()));
        });
    return Document.resource(TYPE, id.toString(), said).put("relationships", relationships);
  }

  /** Clients of this API know no type for them, and take what they don't know as it is. */
  private static JsonObject teamRoles(List<MyTeamView> teams) {
    JsonArray roles = new JsonArray();
    teams.forEach(
        team ->
            roles.add(
                new JsonObject()
                    .put("type", "team_roles")
                    .put("id", team.id().toString())
                    .put(
                        "meta",
                        new JsonObject().put("team", team.name()).put("role", team.role()))));
    return new JsonObject().put("data", roles);
  }

  private JsonObject said() {
    return new JsonObject()
        .put("uuid", id.toString())
        .put("handle", attributes.handle)
        .put("email", attributes.email)
        .put("verified", attributes.verified)
        .put("name", attributes.name)
        .put("title", attributes.title)
        .put("icon", icon(attributes.email))
        .put("status", status(state))
        .put("disabled", state == MemberState.DISABLED)
        .put("service_account", false)
        .put("allowed_login_methods", new JsonArray())
        .put("last_login_time", Times.textOrNull(attributes.lastLoginAt))
        .put("created_at", Times.text(attributes.createdAt))
        .put("modified_at", Times.text(attributes.modifiedAt));
  }

  /** The word for a state. */
  static String status(MemberState state) {
    return switch (state) {
      case ACTIVE -> "Active";
      case INVITED -> "Pending";
      case DISABLED -> "Disabled";
    };
  }

  /** The state that a word stands for; the contract has let in no other one. */
  static MemberState state(String status) {
    return Stream.of(MemberState.values())
        .filter(each -> status(each).equals(status))
        .findFirst()
        .orElseThrow();
  }

  private static @Nullable String name(
      @Nullable String display, @Nullable String given, @Nullable String family) {
    String both =
        Stream.of(Optional.ofNullable(given), Optional.ofNullable(family))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" "));
    return display == null && !both.isEmpty() ? both : display;
  }

  /** Where a picture of them may be; nothing is asked there, nor by this service. */
  private static String icon(@Nullable String email) {
    String key = Objects.requireNonNullElse(email, "").toLowerCase(Locale.ROOT);
    return "https://secure.gravatar.com/avatar/" + md5(key) + "?s=48&d=retro";
  }

  /** What that address is made of; it keeps no secret. */
  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
