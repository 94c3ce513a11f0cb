package dev.latchkey.kernel.config;

/**
 * A setting that stops the start. The message is one sentence on one line for the operator: the
 * key, where it was given, what is wrong and what is allowed. It never holds the value of a secret.
 */
public final class BadSetting extends RuntimeException {

  /** For what is wrong with several settings together; one by itself: {@link Settings#refused}. */
  public BadSetting(String sentence) {
    super(sentence);
  }
}
