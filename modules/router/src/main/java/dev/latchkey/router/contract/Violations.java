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

  /**
   * All that is wrong; what is known by the contract is found before an operation is asked, which
   * may find the rest.
   *
   * @param all at least one
   */
  public Violations(List<Violation> all) {
    super("The request does not have the declared shape.", null, false, false);
    this.all = all.stream().limit(MAX_TOLD).toList();
  }

  /** At least one, at most {@link #MAX_TOLD}. */
  public List<Violation> all() {
    return all;
  }
}
