package dev.latchkey.api.bus;

/**
 * A change that is carried out at most once per {@link
 * dev.latchkey.api.access.Caller#idempotencyKey}: for 24 hours whoever repeats it, for the same
 * person and by the same key, gets the answer of the first time, on whatever node. Without a key it
 * is carried out each time. What was refused has changed nothing and is not remembered.
 *
 * <p>Besides its own failures it has {@link Failure#INVALID_REQUEST} for a key that is not 1 to 255
 * visible ASCII characters, {@link Failure#IDEMPOTENCY_KEY_REUSED} when the key was used for
 * another request, and {@link Failure#IDEMPOTENCY_IN_PROGRESS} while the first one is being carried
 * out.
 */
public interface IdempotentRequest<R extends Record> extends CallerRequest<R> {}
