package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Origin;
import dev.latchkey.api.bus.Done;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.PublicRequest;
import dev.latchkey.api.id.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * Proves an address by the token that was mailed to it; once, within 24 hours.
 *
 * <p>{@link Failure#LINK_INVALID}; {@link Failure#EMAIL_TAKEN} when somebody else has proven it
 * meanwhile. Where a person is named: {@link Failure#LINK_INVALID} for somebody else's token, which
 * stays good, and {@link Failure#TOO_MANY_REQUESTS} in its place after 6 wrong ones in 20 minutes.
 * A right token is taken whatever was tried before it, so that nobody can be kept out.
 *
 * @param person whose address it is said to be; null where the client does not say
 */
public record ProveEmail(String token, @Nullable PersonId person, Origin origin)
    implements PublicRequest<Done> {

  /** Whosever it is. */
  public ProveEmail(String token, Origin origin) {
    this(token, null, origin);
  }
}
