package dev.latchkey.api.bus;

/** A request that anybody may send, signed in or not. */
public non-sealed interface PublicRequest<R extends Record> extends Request<R> {}
