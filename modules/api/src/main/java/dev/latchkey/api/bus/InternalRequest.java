package dev.latchkey.api.bus;

/**
 * A request between Latchkey's own modules. It is answered inside a node only: neither another node
 * nor another application on the bus can send it.
 */
public non-sealed interface InternalRequest<R extends Record> extends Request<R> {}
