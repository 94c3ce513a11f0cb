package dev.latchkey.api.accounts;

import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.InternalRequest;
import dev.latchkey.api.id.InvitationId;
import dev.latchkey.api.id.OrganizationId;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * A person leaves the set-up to a colleague whom they have invited. It takes the place of whatever
 * they did before; when they left it first stays. Asked again for the same invitation it changes
 * nothing. An invitation that was ended must not be named any more.
 *
 * <p>{@link Failure#NOT_FOUND} without that person or organisation.
 *
 * @param organization the one that the colleague was invited to
 * @param step where the person was, at most 64 characters; only for the record
 */
public record DelegateOnboarding(
    PersonId person, OrganizationId organization, InvitationId invitation, @Nullable String step)
    implements InternalRequest<OnboardingView> {}
