package dev.latchkey.router.contract;

import dev.latchkey.router.contract.RequestRefused.Reason;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets only paths through that are written in the one usual way, on some surfaces with a slash at
 * the end besides; others fail with {@link Reason#PATH_NOT_FOUND}. The router would match {@code
 * //x}, {@code /x/}, {@code /p/../x} and {@code /%78} with {@code /x}, and decode {@code %2F}
 * inside a parameter, so that what stands before it (a proxy's rule, a log, a limit) would see
 * another path. Stateless, thread-safe.
 */
public final class CanonicalPath implements Handler<RoutingContext> {
  private static final String PATH_CHARACTERS = "/-._~!$&'()*+,;=:@";

  private final Predicate<String> mayEndInSlash;

  /**
   * @param mayEndInSlash of which paths a slash at the end means nothing
   */
  public CanonicalPath(Predicate<String> mayEndInSlash) {
    this.mayEndInSlash = mayEndInSlash;
  }

  @Override
  public void handle(RoutingContext context) {
    String path = context.request().path();
    if (isCanonical(path) || isCanonicalButForSlash(path)) {
      context.next();
    } else {
      UnreadBody.hold(context);
      context.fail(new RequestRefused(Reason.PATH_NOT_FOUND));
    }
  }

  private boolean isCanonicalButForSlash(@Nullable String path) {
    return path != null
        && path.length() > 1
        && path.endsWith("/")
        && isCanonical(path.substring(0, path.length() - 1))
        && mayEndInSlash.test(path);
  }

  /**
   * Whether a path begins with a slash, has no empty segment but {@code /} itself, no {@code .} or
   * {@code ..}, only characters that RFC 3986 3.3 allows, and escapes none that needs no escape, no
   * slash and no control character.
   */
  static boolean isCanonical(@Nullable String path) {
    if (path == null || !path.startsWith("/")) {
      return false;
    }
    return path.length() == 1 || (segmentsAreUsual(path) && charactersAreUsual(path));
  }

  private static boolean segmentsAreUsual(String path) {
    String closed = path + "/";
    return !closed.contains("//") && !closed.contains("/./") && !closed.contains("/../");
  }

  private static boolean charactersAreUsual(String path) {
    for (int at = 0; at < path.length(); at++) {
      char character = path.charAt(at);
      if (character == '%') {
        if (!escapeIsUsual(path, at)) {
          return false;
        }
        at += 2;
      } else if (!isUnreserved(character) && PATH_CHARACTERS.indexOf(character) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean escapeIsUsual(String path, int at) {
    if (at + 2 >= path.length()) {
      return false;
    }
    int high = Character.digit(path.charAt(at + 1), 16);
    int low = Character.digit(path.charAt(at + 2), 16);
    int octet = high * 16 + low;
    boolean hidden = octet < ' ' || octet == 0x7F || octet == '/' || octet == '\\';
    return high >= 0 && low >= 0 && !hidden && !isUnreserved((char) octet);
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "-._~".indexOf(character) >= 0;
  }
}
