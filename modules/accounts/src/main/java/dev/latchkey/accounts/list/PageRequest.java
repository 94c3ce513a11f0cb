package dev.latchkey.accounts.list;

import org.jspecify.annotations.Nullable;

/**
 * Which page of which list.
 *
 * @param scope names the list and its owner; a marker is good for one scope
 * @param limit how many items at most; what is not between 0 and 100 counts as the nearer of them
 * @param marker where the page starts; null for the first
 */
public record PageRequest(String scope, int limit, @Nullable String marker) {

  private static final int LONGEST = 100;

  public PageRequest {
    limit = Math.max(0, Math.min(limit, LONGEST));
  }
}
