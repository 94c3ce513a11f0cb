package dev.latchkey.router.contract;

import java.util.Locale;

/** The part of a request that a value came from. */
public enum Place {
  BODY,
  PATH,
  QUERY,
  HEADER;

  /** The stable name on the wire. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
