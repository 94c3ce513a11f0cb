package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the {@code $ref}s of one document point at. */
final class References {
  private static final int LONGEST_CHAIN = 8;

  private final JsonObject document;

  References(JsonObject document) {
    this.document = document;
  }

  /**
   * Follows every reference of the document once.
   *
   * @throws BadContract when one leads nowhere or out of the document
   */
  void check() {
    check(document);
  }

  private void check(Object node) {
    if (node instanceof JsonObject object) {
      if (object.getValue("$ref") instanceof String reference) {
        target(reference);
      }
      object.fieldNames().forEach(name -> check(object.getValue(name)));
    } else if (node instanceof JsonArray array) {
      array.forEach(this::check);
    }
  }

  /** The object itself, or what it refers to. */
  JsonObject follow(JsonObject object) {
    JsonObject reached = object;
    for (int step = 0; reached.getValue("$ref") instanceof String reference; step++) {
      if (step == LONGEST_CHAIN) {
        throw new BadContract("The reference " + reference + " leads through too many others.");
      }
      reached = target(reference);
    }
    return reached;
  }

  /** What a reference points at. */
  JsonObject target(String reference) {
    if (!reference.startsWith("#/")) {
      throw new BadContract("The reference " + reference + " leaves the document.");
    }
    Object node = document;
    for (String name : reference.substring(2).split("/", -1)) {
      node = node instanceof JsonObject object ? object.getValue(name) : null;
    }
    if (node instanceof JsonObject found) {
      return found;
    }
    throw new BadContract("The reference " + reference + " leads nowhere.");
  }
}
