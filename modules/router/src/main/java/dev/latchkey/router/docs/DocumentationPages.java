package dev.latchkey.router.docs;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The published contract at {@code /openapi.json}, and at {@code /docs} a page that lists its
 * operations and lets a reader send one. The page loads nothing from elsewhere. Immutable,
 * thread-safe.
 */
public final class DocumentationPages {

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Map<String, StaticPage> pages = new LinkedHashMap<>();

  /** The pages for this contract. */
  public DocumentationPages(JsonObject contract) {
    pages.put(
        "/openapi.json",
        new StaticPage("openApi", "application/json", Buffer.buffer(contract.encode())));
    pages.put("/docs", new StaticPage("docs", "text/html; charset=utf-8", resource("index.html")));
    pages.put("/docs/page.js", new StaticPage("docs", SCRIPT, resource("page.js")));
    pages.put(
        "/docs/page.css", new StaticPage("docs", "text/css; charset=utf-8", resource("page.css")));
  }

  /** Serves them from this router. */
  public void mount(Router router) {
    pages.forEach((path, page) -> router.get(path).method(HttpMethod.HEAD).handler(page));
  }

  private static Buffer resource(String name) {
    try (InputStream in = DocumentationPages.class.getResourceAsStream("/docs/" + name)) {
      return Buffer.buffer(present(in, name).readAllBytes());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InputStream present(@Nullable InputStream in, String name) {
    if (in == null) {
      throw new IllegalStateException("the jar lacks docs/" + name);
    }
    return in;
  }
}
