package dev.latchkey.launcher;

/** The start failed; the message is one sentence for the operator. */
final class StartFailure extends RuntimeException {

  StartFailure(String sentence) {
    super(sentence);
  }

  StartFailure(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
