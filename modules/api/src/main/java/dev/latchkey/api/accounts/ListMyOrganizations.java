package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import org.jspecify.annotations.Nullable;

/**
 * The organisations of the caller, by age. {@link Failure#INVALID_MARKER}.
 *
 * @param limit 0 to 100
 */
@ReadOnly
public record ListMyOrganizations(Caller caller, int limit, @Nullable String marker)
    implements CallerRequest<OrganizationPage> {}
