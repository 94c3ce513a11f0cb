package dev.latchkey.router;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A bare connection: what is written goes out as it stands, byte by byte. */
public final class Wire implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /** A request's head of these lines. */
  static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  /** Writes a text in ISO 8859-1; \n is not touched. */
  public Wire write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** All until the other side closes, or within 10 s. */
  public String readToEnd() throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try {
      for (int n = read(chunk); n >= 0; n = read(chunk)) {
        all.write(chunk, 0, n);
      }
    } catch (SocketTimeoutException open) {
      throw new AssertionError("the connection was not closed; it said " + all, open);
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** A reset ends a connection as a close does. */
  private int read(byte[] chunk) throws IOException {
    try {
      return socket.getInputStream().read(chunk);
    } catch (SocketTimeoutException open) {
      throw open;
    } catch (IOException reset) {
      return -1;
    }
  }

  /** The head of one answer, its body taken off the wire by its length. */
  public String readAnswer() throws IOException {
    var head = new ByteArrayOutputStream();
    byte[] end = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    while (!endsWith(head.toByteArray(), end)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("closed after " + head);
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.ISO_8859_1);
    String body =
        new String(socket.getInputStream().readNBytes(length(text)), StandardCharsets.UTF_8);
    return text + body;
  }

  private static int length(String head) {
    return head.lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:"))
        .map(line -> Integer.valueOf(line.substring(15).strip()))
        .findFirst()
        .orElse(0);
  }

  private static boolean endsWith(byte[] all, byte[] end) {
    return all.length >= end.length
        && Arrays.equals(all, all.length - end.length, all.length, end, 0, end.length);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
