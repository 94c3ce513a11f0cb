package dev.latchkey.router.contract;

import java.util.Optional;

/**
 * What an operation's body must be.
 *
 * @param required whether a request without a body is refused
 * @param shape of the JSON, or of what a form is read as
 * @param form reads {@code application/x-www-form-urlencoded}; empty where only JSON is taken
 */
public record BodyRule(boolean required, JsonShape shape, Optional<FormReader> form) {}
