package dev.latchkey.router.contract;

/**
 * What an operation's JSON body must be.
 *
 * @param required whether a request without a body is refused
 */
public record BodyRule(boolean required, JsonShape shape) {}
