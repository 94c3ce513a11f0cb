package dev.latchkey.notifications.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server that misbehaves on demand: at each step (a verb, {@code GREETING} or {@code
 * CONTENT}) it gives the answer it was told to give, is silent, hangs up or never ends. A step
 * without an instruction goes well. It listens on loopback and reads with a thread for each
 * connection; nothing of Vert.x is in it, so that client and server can't share a fault.
 */
public final class ScriptedSmtpServer implements Closeable {
  public static final String SILENCE = "silence";
  public static final String HANG_UP = "hang up";
  static final String DRIP = "drip";

  private static final int DRIP_MILLIS = 100;
  private static final Map<String, String> GOOD =
      Map.of(
          "GREETING", "220 ready",
          "STARTTLS", "220 go on",
          "DATA", "354 go on",
          "CONTENT", "250 taken");

  private final Map<String, String> script = new ConcurrentHashMap<>();
  private final List<String> contents = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final boolean tlsFromFirstByte;

  private ScriptedSmtpServer(@Nullable SSLContext tls, boolean tlsFromFirstByte)
      throws IOException {
    this.tls = tls;
    this.tlsFromFirstByte = tlsFromFirstByte;
    this.server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    inBackground(this::accept);
  }

  /** Without TLS. */
  public static ScriptedSmtpServer plain() throws IOException {
    return new ScriptedSmtpServer(null, false);
  }

  /** With TLS from the first byte, or else with STARTTLS. */
  static ScriptedSmtpServer withTls(TestCertificate certificate, boolean fromFirstByte)
      throws Exception {
    var server = new ScriptedSmtpServer(certificate.serverContext(), fromFirstByte);
    return fromFirstByte ? server : server.answer("EHLO", "250-here\r\n250 STARTTLS");
  }

  /** Gives that answer at a step; a whole command as the step concerns that command alone. */
  public ScriptedSmtpServer answer(String step, String answer) {
    script.put(step, answer);
    return this;
  }

  /** Forgets its instructions. */
  public void behave() {
    script.clear();
  }

  public int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connections.size();
  }

  /** The mails that came, the refused ones too. */
  public List<String> contents() {
    return contents;
  }

  public List<String> commands() {
    return commands;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var connection : connections) {
      connection.close();
    }
  }

  private void accept() throws IOException {
    while (true) {
      var connection = server.accept();
      connections.add(connection);
      inBackground(() -> serve(tlsFromFirstByte ? secured(connection) : connection));
    }
  }

  private void serve(Socket connection) throws IOException {
    try (connection) {
      var lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8));
      give(connection, "GREETING");
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        commands.add(line);
        var verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
        give(connection, script.containsKey(line) ? line : verb);
        if (verb.equals("STARTTLS") && !script.containsKey(verb)) {
          script.remove("EHLO");
          serveSecured(secured(connection));
          return;
        } else if (verb.equals("DATA") && !script.containsKey(verb)) {
          readContent(lines);
          give(connection, "CONTENT");
        } else if (verb.equals("QUIT")) {
          return;
        }
      }
    }
  }

  /** After STARTTLS there is no second greeting. */
  private void serveSecured(Socket connection) throws IOException {
    script.put("GREETING", SILENCE);
    serve(connection);
  }

  private Socket secured(Socket connection) throws IOException {
    if (tls == null) {
      throw new IOException("this server has no certificate");
    }
    var socket = (SSLSocket) tls.getSocketFactory().createSocket(connection, "client", 0, true);
    socket.setUseClientMode(false);
    return socket;
  }

  private void readContent(BufferedReader lines) throws IOException {
    var content = new StringBuilder();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.equals(".")) {
        contents.add(content.toString());
        return;
      }
      content.append(line).append('\n');
    }
  }

  private void give(Socket connection, String step) throws IOException {
    var answer = script.getOrDefault(step, GOOD.getOrDefault(step, "250 fine"));
    switch (answer) {
      case SILENCE -> {}
      case HANG_UP -> connection.close();
      case DRIP -> drip(connection);
      default -> write(connection, answer);
    }
  }

  /** An answer that never ends: one more line, and one more, until the other side has gone. */
  private void drip(Socket connection) throws IOException {
    while (true) {
      write(connection, "250-wait");
      try {
        Thread.sleep(DRIP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void write(Socket connection, String line) throws IOException {
    connection.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
    connection.getOutputStream().flush();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void inBackground(Task task) {
    var thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException expected) {
                // A connection that breaks is what these tests are about; it ends its thread.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
