package dev.latchkey.router.json;

import java.util.Locale;

/**
 * A body is not JSON that this service takes. Safe to answer and to log: it holds a reason and a
 * place, never a part of the input. Cheap to make, as it has no stack trace.
 */
public final class MalformedJson extends RuntimeException {

  /** Why a body was refused. The code of a reason is stable. */
  public enum Reason {
    EMPTY("The body is empty, but must be JSON."),
    NOT_UTF8("The body is not valid UTF-8."),
    BYTE_ORDER_MARK("The body begins with a byte order mark. Leave it out."),
    NUL("A text holds the character NUL, which is never allowed."),
    LONE_SURROGATE("A text holds half of a surrogate pair."),
    SYNTAX("The body is not valid JSON."),
    DUPLICATE_KEY("An object has the same key twice."),
    NUMBER_OUT_OF_RANGE("A number is too large to be kept exactly."),
    LIMIT_PASSED(
        "The JSON is too large: at most "
            + StrictJson.MAX_DEPTH
            + " levels, "
            + StrictJson.MAX_MEMBERS
            + " members or elements in a container, "
            + StrictJson.MAX_TEXT_CHARS
            + " characters in a text, "
            + StrictJson.MAX_KEY_CHARS
            + " in a key and "
            + StrictJson.MAX_NUMBER_CHARS
            + " digits in a number."),
    TRAILING_CONTENT("Something follows the end of the JSON."),
    NOT_AN_OBJECT("The body must be a JSON object.");

    private final String detail;

    Reason(String detail) {
      this.detail = detail;
    }

    /** The stable code, such as {@code duplicate_key}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** A sentence for people. */
    public String detail() {
      return detail;
    }
  }

  private final Reason reason;
  private final int byteOffset;

  MalformedJson(Reason reason, int byteOffset) {
    super(reason.detail(), null, false, false);
    this.reason = reason;
    this.byteOffset = byteOffset;
  }

  public Reason reason() {
    return reason;
  }

  /** Where in the body it was noticed, in bytes from its start; at or shortly after the fault. */
  public int byteOffset() {
    return byteOffset;
  }
}
