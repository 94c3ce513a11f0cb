package dev.latchkey.router.docs;

import dev.latchkey.router.surface.Surface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The native contract at {@code /openapi.json}, those of the other surfaces at {@code
 * /openapi/NAME.json}, and at {@code /docs} a page that lists the native operations and lets a
 * reader send one. The page loads nothing from elsewhere. Immutable, thread-safe.
 */
public final class DocumentationPages {

  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private final Map<String, StaticPage> pages = new LinkedHashMap<>();

  /** The pages for these surfaces, the native one first. */
  public DocumentationPages(List<Surface> surfaces) {
    pages.put("/openapi.json", contract(surfaces.get(0)));
    for (Surface other : surfaces.subList(1, surfaces.size())) {
      pages.put("/openapi/" + other.name() + ".json", contract(other));
    }
    pages.put("/docs", new StaticPage("docs", "text/html; charset=utf-8", resource("index.html")));
    pages.put("/docs/page.js", new StaticPage("docs", SCRIPT, resource("page.js")));
    pages.put(
        "/docs/page.css", new StaticPage("docs", "text/css; charset=utf-8", resource("page.css")));
  }

  /** Serves them from this router. */
  public void mount(Router router) {
    pages.forEach((path, page) -> router.get(path).method(HttpMethod.HEAD).handler(page));
  }

  private static StaticPage contract(Surface surface) {
    return new StaticPage("openApi", "application/json", surface.contract().document().toBuffer());
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
