package dev.latchkey.mfa;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nayuki.qrcodegen.QrCode;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class QrPictureTest {

  private static final String TEXT = "otpauth://totp/Latchkey:ada?secret=MZXW6YTB";
  private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");

  private final QrCode code = QrCode.encodeText(TEXT, QrCode.Ecc.MEDIUM);

  /** Fills in what the path draws, as a browser does. */
  private BitSet drawn(String path) {
    BitSet dark = new BitSet();
    Matcher run = RUN.matcher(path);
    int end = 0;
    while (run.find()) {
      assertThat(run.start()).isEqualTo(end);
      assertThat(run.group(3)).isEqualTo(run.group(4));
      int from = Integer.parseInt(run.group(2)) * code.size + Integer.parseInt(run.group(1));
      dark.set(from, from + Integer.parseInt(run.group(3)));
      end = run.end();
    }
    assertThat(end).isEqualTo(path.length());
    return dark;
  }

  @Test
  void itIsDarkWhereTheCodeIsAndHasAQuietZone() throws Exception {
    String uri = QrPicture.dataUri(TEXT);
    assertThat(uri).startsWith("data:image/svg+xml;base64,");
    byte[] svg = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    Element root =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg))
            .getDocumentElement();
    int side = code.size + 8;
    assertThat(root.getAttribute("viewBox")).isEqualTo("-4 -4 %1$d %1$d".formatted(side));
    Element modules = (Element) root.getElementsByTagName("path").item(1);

    BitSet dark = drawn(modules.getAttribute("d"));
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        assertThat(dark.get(y * code.size + x)).as("%d %d", x, y).isEqualTo(code.getModule(x, y));
      }
    }
  }

  @Test
  void theLongestAccountFits() {
    String uri = new OtpauthUri("ü".repeat(40), "ü".repeat(254), "A".repeat(32)).text();
    assertThat(QrPicture.dataUri(uri).getBytes(US_ASCII)).hasSizeGreaterThan(1000);
  }
}
