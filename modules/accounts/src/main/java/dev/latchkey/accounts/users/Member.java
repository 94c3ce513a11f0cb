package dev.latchkey.accounts.users;

import dev.latchkey.accounts.person.LockedPerson;
import dev.latchkey.accounts.role.BuiltInRole;
import dev.latchkey.accounts.role.HeldRoles;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.accounts.AccountType;
import dev.latchkey.api.accounts.MemberState;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.events.EventType;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.kernel.bus.Tenancy;
import dev.latchkey.kernel.event.Change;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of the caller's organisation who is about to be administered. The person's row is locked
 * until the transaction ends. The rules answer the member, or throw a {@link
 * dev.latchkey.api.bus.Refusal}.
 *
 * @param facts what the membership's row says
 */
record Member(Caller caller, LockedPerson person, Facts facts) {

  /**
   * What the database knows at this moment.
   *
   * @param organizationName what the organisation is called
   * @param callerOwns whether the caller is an active owner of the organisation
   * @param temporaryPasswords whether the organisation allows them
   * @param loginGeneration the person's own
   * @param now by the database's clock
   */
  record Facts(
      MemberState state,
      AccountType type,
      HeldRoles roles,
      String organizationName,
      boolean callerOwns,
      boolean temporaryPasswords,
      int loginGeneration,
      Instant now) {}

  OrganizationId organization() {
    return Tenancy.of(caller);
  }

  PersonId id() {
    return person.id();
  }

  boolean isActiveOwner() {
    return facts.state() == MemberState.ACTIVE && facts.roles().holds(BuiltInRole.OWNER.id());
  }

  /** {@link Failure#NOT_YOURSELF} for the caller. */
  Member notCaller() {
    return id().equals(caller.person()) ? refused(Failure.NOT_YOURSELF) : this;
  }

  /** {@link Failure#EXTERNAL_ACCOUNT} for an account that is not the organisation's. */
  Member managed() {
    return facts.type() == AccountType.MANAGED ? this : refused(Failure.EXTERNAL_ACCOUNT);
  }

  /**
   * {@link Failure#OUTRANKED} for somebody who may do what the caller may not: whoever can set
   * their password could become them.
   */
  Member withinReach() {
    boolean reached = RoleGrant.within(caller, facts.callerOwns(), facts.roles().roles());
    return reached || id().equals(caller.person()) ? this : refused(Failure.OUTRANKED);
  }

  /** {@link Failure#VERSION_CONFLICT} when they have changed since that version; null for any. */
  Member inVersion(@Nullable Integer expected) {
    return expected == null || expected == person.version()
        ? this
        : refused(Failure.VERSION_CONFLICT);
  }

  /** The event of what is done to them. */
  Change change(EventType type) {
    return Change.by(caller, type).about("person", id().value());
  }

  /** As {@link #change}, of one that they are told of by the organisation's name. */
  Change announced(EventType type) {
    return change(type).with("organizationName", facts.organizationName());
  }

  private static Member refused(Failure failure) {
    throw failure.refusal();
  }
}
