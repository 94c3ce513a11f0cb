package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nayuki.qrcodegen.QrCode;
import java.util.Base64;

/** Draws a text as a QR code (ISO/IEC 18004), in black on white: a picture that scales. */
final class QrPicture {

  private static final String DATA_URI = "data:image/svg+xml;base64,";

  /** Light modules around the code, as the standard demands them. */
  private static final int QUIET_ZONE = 4;

  private QrPicture() {}

  /**
   * The picture as a {@code data:} URI.
   *
   * @param text of at most 2331 bytes, as much as a code with medium error correction holds
   */
  static String dataUri(String text) {
    String svg = svg(QrCode.encodeText(text, QrCode.Ecc.MEDIUM));
    return DATA_URI + Base64.getEncoder().encodeToString(svg.getBytes(US_ASCII));
  }

  /** One path, with a rectangle for each run of dark modules in a row. */
  static String svg(QrCode code) {
    StringBuilder path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        int length = darkFrom(code, x, y);
        if (length > 0) {
          path.append('M').append(x).append(' ').append(y);
          path.append('h').append(length).append("v1h-").append(length).append('z');
          x += length;
        }
      }
    }
    int side = code.size + 2 * QUIET_ZONE;
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="-%1$d -%1$d %2$d %2$d" shape-rendering="crispEdges">\
    <path fill="#fff" d="M-%1$d -%1$dh%2$dv%2$dh-%2$dz"/><path d="%3$s"/></svg>\
    """
        .formatted(QUIET_ZONE, side, path);
  }

  private static int darkFrom(QrCode code, int x, int y) {
    int end = x;
    while (code.getModule(end, y)) {
      end++;
    }
    return end - x;
  }
}
