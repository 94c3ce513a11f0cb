package dev.latchkey.api.bus;

/** The answer that has nothing to say but that it is done. */
public record Done() {
  /** The one instance worth having. */
  public static final Done DONE = new Done();
}
