package dev.latchkey.kernel.bus;

import dev.latchkey.api.access.ApiToken;
import dev.latchkey.api.access.Assurance;
import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Origin;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.access.TokenOwner;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Fresh;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;
import dev.latchkey.api.bus.WhileEnrolling;
import dev.latchkey.api.bus.WhileImpersonating;
import dev.latchkey.api.bus.WithTemporaryPassword;
import dev.latchkey.api.id.LoginId;
import dev.latchkey.api.id.PersonId;
import dev.latchkey.api.id.TokenId;
import dev.latchkey.kernel.id.Ids;
import java.time.Instant;
import java.util.Set;

/** Requests of every kind, and callers to send them. Public, as JSON is read by reflection. */
public final class Questions {

  private Questions() {}

  public record Said(String text) {}

  public record Anybody(String text) implements PublicRequest<Said> {}

  public record Inside(String text) implements InternalRequest<Said> {}

  public record Own(Caller caller) implements CallerRequest<Said> {}

  @ReadOnly
  public record Reading(Caller caller) implements CallerRequest<Said> {}

  @WhileEnrolling
  public record Enrolling(Caller caller) implements CallerRequest<Said> {}

  @WhileImpersonating
  public record Leaving(Caller caller) implements CallerRequest<Said> {}

  @ByToken
  public record Introducing(Caller caller) implements CallerRequest<Said> {}

  @ByToken(Permission.ME_WRITE)
  public record Renaming(Caller caller) implements CallerRequest<Said> {}

  @Requires(Permission.USERS_MANAGE)
  public record Managing(Caller caller) implements CallerRequest<Said> {}

  @Fresh
  public record Sensitive(Caller caller) implements CallerRequest<Said> {}

  @WithTemporaryPassword
  public record Changing(Caller caller) implements CallerRequest<Said> {}

  @Requires(Permission.ORG_MANAGE)
  @Fresh
  public record Everything(Caller caller) implements CallerRequest<Said> {}

  static Caller caller(Permission... permissions) {
    return caller(true, false, permissions);
  }

  static Caller callerFrom(String ipAddress) {
    return caller(true, false, new Origin(ipAddress, null, null));
  }

  static Caller staleCaller(Permission... permissions) {
    return caller(false, false, permissions);
  }

  static Caller callerWithTemporaryPassword(Permission... permissions) {
    return caller(true, true, permissions);
  }

  /** An API token; fresh, as somebody on the bus might say although none ever is. */
  static Caller token(TokenOwner owner, Permission... permissions) {
    return new Caller(
        new PersonId(Ids.next()),
        null,
        null,
        Set.of(permissions),
        Assurance.ONE_FACTOR,
        Instant.parse("2026-11-05T10:15:30Z"),
        true,
        false,
        false,
        Origin.SYSTEM,
        null,
        new ApiToken(new TokenId(Ids.next()), owner, "test"),
        null);
  }

  private static Caller caller(boolean fresh, boolean mustChange, Permission... permissions) {
    return caller(fresh, mustChange, Origin.SYSTEM, permissions);
  }

  private static Caller caller(
      boolean fresh, boolean mustChange, Origin origin, Permission... permissions) {
    return new Caller(
        new PersonId(Ids.next()),
        new LoginId(Ids.next()),
        null,
        Set.of(permissions),
        Assurance.ONE_FACTOR,
        Instant.parse("2026-11-05T10:15:30Z"),
        fresh,
        mustChange,
        origin,
        null);
  }
}
