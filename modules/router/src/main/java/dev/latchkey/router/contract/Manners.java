package dev.latchkey.router.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Where a surface is found, and what it lets pass because its clients are used to that: the {@code
 * x-manners} of its contract. Immutable.
 *
 * @param roots every path of the surface is one of these or lies below one, and so does whatever it
 *     answers as not found
 * @param slashAtEnd whether a path may end in a slash that means nothing; default no
 * @param unknownParameters whether parameters of the query that no operation declares are ignored;
 *     by default they are refused
 * @param jsv whether lists and objects in forms, and in queries that are read as forms, may be
 *     written as ServiceStack's clients write them, see {@link Jsv}; default no
 * @param looseMembers whether names of fields are taken in any case, and null says nothing, see
 *     {@link LooseMembers}; default no
 */
public record Manners(
    List<String> roots,
    boolean slashAtEnd,
    boolean unknownParameters,
    boolean jsv,
    boolean looseMembers) {

  public Manners {
    roots = List.copyOf(roots);
  }

  /**
   * @throws BadContract when the document doesn't say where its surface is, or an operation lies
   *     elsewhere
   */
  static Manners of(JsonObject document) {
    JsonObject source = document.getJsonObject("x-manners", new JsonObject());
    Manners manners =
        new Manners(
            source.getJsonArray("roots", new JsonArray()).stream().map(String::valueOf).toList(),
            source.getBoolean("slashAtEnd", false),
            source.getBoolean("unknownParameters", false),
            source.getBoolean("jsv", false),
            source.getBoolean("looseMembers", false));
    for (String path : document.getJsonObject("paths", new JsonObject()).fieldNames()) {
      if (!manners.own(path)) {
        throw new BadContract("The path " + path + " lies below none of the roots in x-manners.");
      }
    }
    return manners;
  }

  /** Whether a path belongs to the surface, be there something or not. */
  public boolean own(String path) {
    return roots.stream().anyMatch(root -> path.equals(root) || path.startsWith(root + "/"));
  }
}
