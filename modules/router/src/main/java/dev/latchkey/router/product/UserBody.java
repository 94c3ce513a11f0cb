package dev.latchkey.router.product;

import dev.latchkey.api.accounts.AccountView;
import dev.latchkey.api.accounts.Me;
import dev.latchkey.api.accounts.OnboardingView;
import dev.latchkey.api.accounts.OrganizationView;
import dev.latchkey.api.accounts.Preferences;
import dev.latchkey.api.accounts.UserView;
import dev.latchkey.api.bus.RecordJson;
import dev.latchkey.api.invitations.MyInvitationView;
import dev.latchkey.api.mfa.MfaStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The body of a user. Pure.
 *
 * @param factors empty for whoever is not told
 */
record UserBody(
    AccountView account, Optional<MfaStatus> factors, List<MyInvitationView> invitations) {

  private static final int LONGEST_NUMBER = 15;

  JsonObject json() {
    return profile(account.me())
        .put("pending_email", account.pendingEmail())
        .put("has_password", account.hasPassword())
        .put("is_2fa_enabled", factors.map(MfaStatus::enabled).orElse(null))
        .mergeIn(preferences(account.preferences()))
        .put("scene_personalisation", scenes())
        .mergeIn(onboarding(account.onboarding()))
        .put("pending_invites", invitations.stream().map(UserBody::invitation).collect(list()));
  }

  /** What whoever acts as that person sees too. */
  static JsonObject profile(Me me) {
    UserView user = Objects.requireNonNull(me.user());
    return person(user)
        .put("is_impersonated", me.login() != null && me.login().impersonator() != null)
        .put("allow_impersonation", user.impersonationAllowed())
        .mergeIn(signIn())
        .mergeIn(places(new Organizations(me)))
        .put("pending_invites", new JsonArray());
  }

  private static JsonObject person(UserView user) {
    String id = user.id().toString();
    return new JsonObject()
        .put("id", Numbers.of(user.id().value()))
        .put("uuid", id)
        .put("distinct_id", id)
        .put("date_joined", user.createdAt().toString())
        .put("first_name", orEmpty(user.givenName()))
        .put("last_name", orEmpty(user.familyName()))
        .put("email", user.email())
        .put("is_email_verified", user.emailVerified())
        .put("is_staff", false);
  }

  private static JsonObject signIn() {
    return new JsonObject()
        .putNull("pending_email")
        .putNull("has_password")
        .putNull("is_2fa_enabled")
        .put("passkeys_enabled_for_2fa", true)
        .put("has_social_auth", false)
        .put("has_sso_enforcement", false)
        .putNull("sensitive_session_expires_at");
  }

  private static JsonObject preferences(Preferences likes) {
    return new JsonObject()
        .put("theme_mode", likes.themeMode().wireName())
        .put("toolbar_mode", likes.toolbarMode().wireName())
        .put("shortcut_position", likes.shortcutPosition().wireName())
        .put("allow_sidebar_suggestions", likes.allowSidebarSuggestions())
        .put("anonymize_data", likes.anonymizeData())
        .put(
            "role_at_organization",
            likes.roleAtOrganization() == null ? null : likes.roleAtOrganization().wireName())
        .put("notification_settings", new JsonObject(likes.notificationSettings()))
        .put(
            "has_seen_product_intro_for",
            new JsonObject(Map.copyOf(likes.hasSeenProductIntroFor())))
        .put("events_column_config", new JsonObject().put("active", columns(likes)))
        .put("hedgehog_config", Spelling.snake(RecordJson.toJson(likes.hedgehogConfig())));
  }

  private static Object columns(Preferences likes) {
    List<String> active = likes.eventsColumnConfig().active();
    return active.isEmpty() ? UserChange.DEFAULT_COLUMNS : new JsonArray(active);
  }

  private static JsonObject places(Organizations organizations) {
    OrganizationView current = organizations.current();
    return new JsonObject()
        .put("organization", current == null ? null : organizations.json(current))
        .put("team", current == null ? null : Organizations.project(current))
        .put("organizations", organizations.own().map(organizations::json).collect(list()));
  }

  private JsonArray scenes() {
    OrganizationView current = account.me().organization();
    String place = UserChange.place(current == null ? null : current.id());
    return account
        .preferences()
        .scenePersonalisation()
        .getOrDefault(place, Map.of())
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            each ->
                new JsonObject()
                    .put("scene", each.getKey())
                    .put("dashboard", dashboard(each.getValue())))
        .collect(list());
  }

  /** As it was written: numbers are kept as texts. */
  private static Object dashboard(String kept) {
    return kept.matches("[1-9][0-9]*") && kept.length() <= LONGEST_NUMBER
        ? (Object) Long.valueOf(kept)
        : kept;
  }

  private static JsonObject onboarding(OnboardingView skipped) {
    boolean delegated = skipped.delegatedTo() != null;
    return new JsonObject()
        .put("onboarding_skipped_at", text(skipped.skippedAt()))
        .put(
            "onboarding_skipped_reason",
            skipped.reason() == null ? null : skipped.reason().wireName())
        .put("onboarding_skipped_organization_id", text(skipped.organizationId()))
        .put("onboarding_delegated_to_invite", text(skipped.delegatedTo()))
        .put(
            "onboarding_delegated_to_organization_id",
            delegated ? text(skipped.organizationId()) : null)
        .put("onboarding_delegation_accepted_at", text(skipped.delegationAcceptedAt()));
  }

  private static JsonObject invitation(MyInvitationView invitation) {
    return new JsonObject()
        .put("id", invitation.id().toString())
        .put("target_email", invitation.email())
        .put("organization_id", invitation.organization().id().toString())
        .put("organization_name", invitation.organization().name())
        .put("created_at", invitation.sentAt().toString())
        .put("expires_at", invitation.expiresAt().toString());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static Collector<Object, ?, JsonArray> list() {
    return Collector.of(JsonArray::new, JsonArray::add, JsonArray::addAll);
  }
}
