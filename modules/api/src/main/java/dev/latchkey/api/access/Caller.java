package dev.latchkey.api.access;

import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, as the sessions module found them at this request. Immutable.
 *
 * @param person the person who signed in; of an API token, the one who made it
 * @param login the login that the credential belongs to; null for an API token, so only for
 *     requests that such a one may send
 * @param organization the organisation that the login or token acts in; null for a person without
 *     one
 * @param permissions what the person's roles allow in that organisation, as of this request
 * @param assurance how strongly the login was proven
 * @param authenticatedAt when the person last proved who they are, by the database's clock
 * @param fresh whether that proof is recent enough for sensitive operations, by the database's
 *     clock (setting {@code sessions.fresh-for}, default 5 minutes; OWASP ASVS 5.0 §7.5)
 * @param mustChangePassword whether nothing but a change of the password is allowed
 * @param secondFactorDue whether nothing but setting up a second factor is allowed: the
 *     organisation demands one, and the credential was made without
 * @param secondFactorHeld whether the person who owes a second factor has one by now, so that it is
 *     to be proven; false where none is due, and for an API token
 * @param origin where this request came from
 * @param idempotencyKey the name that the client gave to an {@link
 *     dev.latchkey.api.bus.IdempotentRequest}, 1 to 255 visible ASCII characters; null when it gave
 *     none. Other requests don't look at it
 * @param token the API token that the credential is; null for a login
 * @param impersonator who really asks, where somebody acts as the person; null for the person
 */
public record Caller(
    PersonId person,
    @Nullable LoginId login,
    @Nullable OrganizationId organization,
    Set<Permission> permissions,
    Assurance assurance,
    Instant authenticatedAt,
    boolean fresh,
    boolean mustChangePassword,
    boolean secondFactorDue,
    boolean secondFactorHeld,
    Origin origin,
    @Nullable String idempotencyKey,
    @Nullable ApiToken token,
    @Nullable PersonId impersonator) {

  public Caller {
    permissions = Set.copyOf(permissions);
  }

  /** A caller of whom it is not known whether they have a second factor. */
  public Caller(
      PersonId person,
      @Nullable LoginId login,
      @Nullable OrganizationId organization,
      Set<Permission> permissions,
      Assurance assurance,
      Instant authenticatedAt,
      boolean fresh,
      boolean mustChangePassword,
      boolean secondFactorDue,
      Origin origin,
      @Nullable String idempotencyKey,
      @Nullable ApiToken token,
      @Nullable PersonId impersonator) {
    this(
        person,
        login,
        organization,
        permissions,
        assurance,
        authenticatedAt,
        fresh,
        mustChangePassword,
        secondFactorDue,
        false,
        origin,
        idempotencyKey,
        token,
        impersonator);
  }

  /** A caller who signed in. */
  public Caller(
      PersonId person,
      LoginId login,
      @Nullable OrganizationId organization,
      Set<Permission> permissions,
      Assurance assurance,
      Instant authenticatedAt,
      boolean fresh,
      boolean mustChangePassword,
      Origin origin,
      @Nullable String idempotencyKey) {
    this(
        person,
        login,
        organization,
        permissions,
        assurance,
        authenticatedAt,
        fresh,
        mustChangePassword,
        false,
        origin,
        idempotencyKey,
        null,
        null);
  }

  /** Whether the caller speaks for an organisation, and not for the person. */
  public boolean speaksForOrganization() {
    return token != null && token.owner() == TokenOwner.ORGANIZATION;
  }

  /** Whether the caller holds a permission in the organisation that they act in. */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /** The same caller, who may do nothing but set up a second factor. */
  public Caller owingSecondFactor() {
    return with(mustChangePassword, true, secondFactorHeld);
  }

  /** The same caller, who has the second factor that they owe. */
  public Caller holdingSecondFactor() {
    return with(mustChangePassword, secondFactorDue, true);
  }

  /** The same caller, who has just taken a password of their own. */
  public Caller havingChangedPassword() {
    return with(false, secondFactorDue, secondFactorHeld);
  }

  /** The same caller with a name for what they ask; null for none. */
  public Caller naming(@Nullable String key) {
    return with(mustChangePassword, secondFactorDue, secondFactorHeld, key, impersonator);
  }

  /** The same caller, who is not the person but somebody who acts as them. */
  public Caller impersonatedBy(PersonId somebody) {
    return with(mustChangePassword, secondFactorDue, secondFactorHeld, idempotencyKey, somebody);
  }

  private Caller with(boolean mustChange, boolean due, boolean held) {
    return with(mustChange, due, held, idempotencyKey, impersonator);
  }

  private Caller with(
      boolean mustChange,
      boolean due,
      boolean held,
      @Nullable String key,
      @Nullable PersonId somebody) {
    return new Caller(
        person,
        login,
        organization,
        permissions,
        assurance,
        authenticatedAt,
        fresh,
        mustChange,
        due,
        held,
        origin,
        key,
        token,
        somebody);
  }
}
