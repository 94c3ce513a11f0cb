package dev.latchkey.router.surface;

import dev.latchkey.router.credential.Credentials;
import dev.latchkey.router.problem.FailureForm;

/**
 * How a surface speaks in what is the same for all of its operations.
 *
 * @param credentials where its clients put what says who they are
 * @param failures how it writes down what went wrong
 */
public record Dialect(Credentials credentials, FailureForm failures) {}
