package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;

/** The organisation that the caller acts in. {@link Failure#NOT_FOUND} when it is gone. */
@ReadOnly
@Requires(Permission.ORG_READ)
public record DescribeOrganization(Caller caller)
    implements CallerRequest<OrganizationDetailView> {}
