package dev.latchkey.router.contract;

/** The service can't start with this contract; the message is one sentence that says why. */
public final class BadContract extends RuntimeException {

  BadContract(String sentence) {
    super(sentence);
  }
}
