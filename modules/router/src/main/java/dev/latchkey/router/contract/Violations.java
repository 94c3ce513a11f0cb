package dev.latchkey.router.contract;

import java.util.List;

/**
 * A request does not have the shape that its operation declares. Cheap to make, as it has no stack
 * trace; its message holds nothing of the request and may be logged.
 */
public final class Violations extends RuntimeException {

  /** How many violations are told at most; the others appear once these are mended. */
  public static final int MAX_TOLD = 20;

  // Never serialised; the class is an exception only to travel through a failed context.
  private final transient List<Violation> all;

  Violations(List<Violation> all) {
    this("The request is not as this operation describes it; errors names each place.", all);
  }

  /**
   * What only the operation itself has found.
   *
   * @param sentence for people, on the whole
   * @param all at least one
   */
  public Violations(String sentence, List<Violation> all) {
    super(sentence, null, false, false);
    this.all = all.stream().limit(MAX_TOLD).toList();
  }

  /** A sentence for people, on the whole. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  /** At least one, at most {@link #MAX_TOLD}. */
  public List<Violation> all() {
    return all;
  }
}
