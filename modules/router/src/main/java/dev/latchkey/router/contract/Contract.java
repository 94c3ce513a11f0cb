package dev.latchkey.router.contract;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The contract of one surface: OpenAPI 3.1, read from several YAML documents, checked, merged, its
 * validators compiled. Immutable apart from copies it gives out; thread-safe.
 *
 * <p>It is read by code of our own, because vertx-openapi checks a document against OpenAPI's
 * meta-schema each time and took 600 ms of a cold start for 45 operations, where this takes a
 * tenth; a test holds the shipped documents against the library instead.
 */
public final class Contract {
  private final String surface;
  private final JsonObject document;
  private final Map<String, Operation> operations;

  private Contract(String surface, JsonObject document, Map<String, Operation> operations) {
    this.surface = surface;
    this.document = document;
    this.operations = operations;
  }

  /**
   * Reads a contract; blocks for some ten milliseconds, so do it off the event loop.
   *
   * <p>Refused are, each with a sentence that says where: what {@link MergedDocument} refuses; a
   * reference that leads nowhere; an operation without id, permission, success or {@code default}
   * failure, or with an unknown permission; ids given twice; paths that match the same requests;
   * parameters, bodies and schemas that can't be checked, or that leave open what a stranger may
   * send: a text without a greatest length, an integer without bounds, a list without an end, an
   * object that doesn't say whether it takes unknown fields.
   *
   * @param surface its name, for messages
   * @param resources the documents' names on the class path
   * @param permissionExists whether {@code x-permission} may name this, beside {@code public} and
   *     {@code self}
   * @throws BadContract when the contract can't be served as it is written
   */
  public static Contract load(
      String surface, List<String> resources, Predicate<String> permissionExists) {
    try {
      JsonObject document = MergedDocument.of(resources);
      return new Contract(
          surface, document, new OperationReader(document, permissionExists).read());
    } catch (BadContract wrong) {
      throw new BadContract("The contract of " + surface + ": " + wrong.getMessage());
    }
  }

  /** The surface's name. */
  public String surface() {
    return surface;
  }

  /** The merged document as it is published, with nothing left out; a copy. */
  public JsonObject document() {
    return document.copy();
  }

  /** All operations, in the documents' order. */
  public Collection<Operation> operations() {
    return List.copyOf(operations.values());
  }

  /** The operation with that id. */
  public Optional<Operation> operation(String id) {
    return Optional.ofNullable(operations.get(id));
  }
}
