package dev.latchkey.api.accounts;

import org.jspecify.annotations.Nullable;

/**
 * A person's account as they see it.
 *
 * @param me of a person, never an organisation's token
 * @param pendingEmail takes the place of the primary address when it is proven; null for none
 * @param hasPassword whether they can sign in by one
 */
public record AccountView(
    Me me,
    Preferences preferences,
    OnboardingView onboarding,
    @Nullable String pendingEmail,
    boolean hasPassword) {}
