package dev.latchkey.kernel.config;

/**
 * A setting that stops the start. The message is one sentence on one line for the operator: the
 * key, where it was given, what is wrong and what is allowed. It never holds the value of a secret.
 */
public final class BadSetting extends RuntimeException {
  BadSetting(String sentence) {
    super(sentence);
  }
}
