package dev.latchkey.api.bus;

/**
 * A question to a module, answered by an {@code R} or a {@link Refusal}. Every request is a record
 * of this jar, listed in {@code dev.latchkey.api.Messages}; its package names the module that
 * answers ({@link Addresses#of}). One of the three kinds says who may ask.
 *
 * @param <R> the record that answers
 */
public sealed interface Request<R extends Record>
    permits CallerRequest, InternalRequest, PublicRequest {}
