package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.ByToken;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.id.RoleId;
import java.util.Set;

/**
 * Those of these roles that are the caller's organisation's, as far as the caller may know what
 * they allow: every one with {@code roles:read} or {@code users:read}, else those that the person
 * holds, or that allow nothing which the caller may not. The others are left out.
 *
 * <p>{@link Failure#INVALID_REQUEST} for too many.
 *
 * @param roles at most 200
 * @param counting whether to count who holds each, at the cost that {@link ListRoles} tells
 */
@ReadOnly
@ByToken
public record DescribeRoles(Caller caller, Set<RoleId> roles, boolean counting)
    implements CallerRequest<RoleList> {
  public DescribeRoles {
    roles = Set.copyOf(roles);
  }
}
