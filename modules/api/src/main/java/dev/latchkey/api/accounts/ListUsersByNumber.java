package dev.latchkey.api.accounts;

import dev.latchkey.api.access.Caller;
import dev.latchkey.api.access.Permission;
import dev.latchkey.api.bus.CallerRequest;
import dev.latchkey.api.bus.Failure;
import dev.latchkey.api.bus.ReadOnly;
import dev.latchkey.api.bus.Requires;

/**
 * The people of the caller's organisation, disabled and unverified ones too, by the number of a
 * page, for surfaces whose clients count pages; {@link ListUsers} is the better list. A search does
 * not put first what begins with it.
 *
 * <p>What a page costs grows with the organisation, as everybody is counted, and with its number,
 * as all who come before it are passed. Measured on two cores that were busy otherwise: 3 ms of a
 * thousand people; of a million 0.3 s for the first pages, 0.6 s at nine tenths, and 0.6 to 1.4 s
 * for a search that a hundred thousand meet. A person who joins or leaves meanwhile moves all who
 * come after them, so that somebody may be seen twice or not at all.
 *
 * <p>{@link Failure#INVALID_REQUEST} for a search that {@link ListUsers} refuses too, and for a
 * page or a size out of bounds. A page behind the last one is empty.
 *
 * @param descending whether the list runs backwards
 * @param page 0 or more; 0 is the first
 * @param size 0 to 100
 */
@ReadOnly
@Requires(Permission.USERS_READ)
public record ListUsersByNumber(
    Caller caller, UserFilter filter, UserSort sort, boolean descending, int page, int size)
    implements CallerRequest<NumberedUsers> {}
