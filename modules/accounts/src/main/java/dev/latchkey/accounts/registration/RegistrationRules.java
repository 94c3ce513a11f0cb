package dev.latchkey.accounts.registration;

import dev.latchkey.accounts.organization.CreationPolicy;
import java.time.Duration;

/**
 * Who may register.
 *
 * @param open whether strangers may; by default they may not
 * @param creation who may bring an organisation along: only {@link CreationPolicy#EVERYONE} lets a
 *     stranger
 * @param linkLifetime how long the mailed proof can be used
 */
public record RegistrationRules(boolean open, CreationPolicy creation, Duration linkLifetime) {}
