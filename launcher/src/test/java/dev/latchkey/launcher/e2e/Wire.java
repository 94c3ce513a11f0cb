package dev.latchkey.launcher.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;

/** Bytes on a socket, for requests that no decent client would send. */
public final class Wire {

  private static final int PATIENCE_MILLIS = 5000;

  private Wire() {}

  /**
   * Sends this text, one byte a character, and answers what comes back until the server closes the
   * connection; add {@code Connection: close}.
   */
  public static String send(URI server, String text) {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(text.getBytes(ISO_8859_1));
      socket.getOutputStream().flush();
      return readAll(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String readAll(Socket socket) throws IOException {
    var read = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        read.write(buffer, 0, n);
      }
    } catch (SocketTimeoutException keptOpen) {
      // What has come until now is the answer.
    }
    return read.toString(ISO_8859_1);
  }
}
