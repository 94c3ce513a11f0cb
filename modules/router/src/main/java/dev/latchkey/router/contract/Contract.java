package dev.latchkey.router.contract;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The contract of one surface: OpenAPI 3.1, read from several YAML documents, checked, merged, its
 * validators compiled. Immutable apart from copies it gives out; thread-safe.
 *
 * <p>It is read by code of our own: vertx-openapi holds a document against OpenAPI's meta-schema
 * each time, which took 450 ms and more of a cold start for 45 operations beside the 60 ms of
 * reading their YAML; this takes about 50 ms. A test holds the documents against the library
 * instead.
 */
public final class Contract {
  private final String surface;
  private final JsonObject document;
  private final Manners manners;
  private final Map<String, Operation> operations;

  private Contract(
      String surface, JsonObject document, Manners manners, Map<String, Operation> operations) {
    this.surface = surface;
    this.document = document;
    this.manners = manners;
    this.operations = operations;
  }

  /**
   * Reads a contract; blocks for about a tenth of a second in a cold JVM, so call it on a worker
   * thread.
   *
   * <p>Refused are, each with a sentence that says where: a missing document, one that is not YAML,
   * or that defines an operation or component of another one differently; a reference that leads
   * nowhere; an operation without id, permission, success or {@code default} failure, or with an
   * unknown permission; ids given twice; paths that match the same requests; parameters, bodies and
   * schemas that can't be checked, or that leave open what a stranger may send: a text without a
   * greatest length, an integer without bounds, a list without an end, an object that doesn't say
   * whether it takes unknown fields.
   *
   * @param surface its name, for messages
   * @param resources the documents' names on the class path
   * @param permissionExists whether {@code x-permission} may name this, beside {@code public} and
   *     {@code self}
   * @throws BadContract when the contract can't be served as it is written
   */
  public static Contract load(
      String surface, List<String> resources, Predicate<String> permissionExists) {
    Map<String, String> texts = new LinkedHashMap<>();
    resources.forEach(name -> texts.put(name, MergedDocument.text(name)));
    return of(surface, texts, permissionExists);
  }

  /** As {@link #load}, from texts by their names. */
  static Contract of(
      String surface, Map<String, String> texts, Predicate<String> permissionExists) {
    try {
      JsonObject document = QueryTwins.addedTo(MergedDocument.of(texts));
      Manners manners = Manners.of(document);
      Map<String, Operation> operations =
          new OperationReader(document, manners, permissionExists).read();
      return new Contract(surface, document, manners, operations);
    } catch (BadContract wrong) {
      throw new BadContract("The contract of " + surface + ": " + wrong.getMessage());
    } catch (ClassCastException wrongKind) {
      throw new BadContract(
          "The contract of "
              + surface
              + " has an object, list or text where OpenAPI wants another.");
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

  /** Where the surface is found, and what it lets pass. */
  public Manners manners() {
    return manners;
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
