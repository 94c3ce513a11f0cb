package dev.latchkey.accounts.role;

import dev.latchkey.accounts.name.Name;
import dev.latchkey.api.access.Permission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a role is called and allows; of a change, null is what stays. */
record RoleContent(@Nullable Name name, @Nullable Set<Permission> permissions) {}
