package dev.latchkey.router.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection on which a test writes whatever it likes. Every read ends within five seconds. */
final class RawHttp implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: (\\d+)");

  private final Socket socket;

  RawHttp(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** Writes one character for each byte; line ends are CRLF already. */
  RawHttp write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** A request with the headers every one has, and a JSON body unless it is empty. */
  RawHttp send(String method, String target, String body) throws IOException {
    String head = method + " " + target + " HTTP/1.1\r\nHost: x\r\n";
    int length = body.getBytes(UTF_8).length;
    write(
        body.isEmpty()
            ? head + "\r\n"
            : head + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n");
    socket.getOutputStream().write(body.getBytes(UTF_8));
    return this;
  }

  /** The next response: head, an empty line, body. */
  String response() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) next());
    }
    Matcher length = CONTENT_LENGTH.matcher(head);
    boolean bodiless = head.indexOf("x-head: yes") >= 0 || !length.find();
    byte[] body =
        bodiless
            ? new byte[0]
            : socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    return head + new String(body, ISO_8859_1);
  }

  /** Whether the server closes the connection without sending anything more. */
  boolean isClosed() throws IOException {
    return socket.getInputStream().read() == -1;
  }

  private int next() throws IOException {
    InputStream in = socket.getInputStream();
    int octet = in.read();
    if (octet == -1) {
      throw new IOException("closed by the server");
    }
    return octet;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
