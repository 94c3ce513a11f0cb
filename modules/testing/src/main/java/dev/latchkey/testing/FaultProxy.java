package dev.latchkey.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on a free port of the loopback interface, with faults at will. A fault holds for open
 * and for new connections until {@link #recover}. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

  private enum Fault {
    NONE,
    STALLED,
    BLACK_HOLE,
    CUT
  }

  private static final int CHUNK_BYTES = 8192;

  private final ServerSocket server;
  private final String host;
  private final int port;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private final Object changed = new Object();
  private volatile Fault fault = Fault.NONE;
  private volatile Duration latency = Duration.ZERO;

  private FaultProxy(ServerSocket server, String host, int port) {
    this.server = server;
    this.host = host;
    this.port = port;
  }

  /** A proxy that passes everything on, both ways. */
  public static FaultProxy to(String host, int port) {
    try {
      ServerSocket server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      FaultProxy proxy = new FaultProxy(server, host, port);
      start("fault-proxy-accept", proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("the fault proxy got no port", e);
    }
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** From now on every piece of data comes so much later, each way. */
  public void delay(Duration each) {
    latency = each;
  }

  /** Nothing gets through; what is sent meanwhile arrives after the recovery. */
  public void stall() {
    become(Fault.STALLED);
  }

  /** Whatever is sent is lost, and so is, for ever, the connection that it was sent on. */
  public void blackHole() {
    become(Fault.BLACK_HOLE);
  }

  /** Open connections are reset, and new ones at once. */
  public void cut() {
    become(Fault.CUT);
    links.forEach(Link::reset);
  }

  /** Everything gets through again. */
  public void recover() {
    become(Fault.NONE);
  }

  @Override
  public void close() {
    cut();
    quietly(server::close);
  }

  private void become(Fault next) {
    synchronized (changed) {
      fault = next;
      changed.notifyAll();
    }
  }

  private void accept() throws IOException {
    while (true) {
      Link link = new Link(server.accept());
      links.add(link);
      if (fault == Fault.CUT) {
        link.reset();
      } else {
        start("fault-proxy-link", link::open);
      }
    }
  }

  /** Two sockets, and a thread for each direction. */
  private final class Link {
    private final Socket client;
    private final Socket target = new Socket();
    private volatile boolean lost;

    Link(Socket client) {
      this.client = client;
    }

    void open() throws IOException {
      target.connect(new InetSocketAddress(host, port), 5_000);
      target.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      start("fault-proxy-back", () -> pass(target, client));
      pass(client, target);
    }

    private void pass(Socket from, Socket to) throws IOException {
      try (from;
          to) {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] chunk = new byte[CHUNK_BYTES];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
          LockSupport.parkNanos(latency.toNanos());
          lost |= untilNotStalled() == Fault.BLACK_HOLE;
          if (!lost) {
            out.write(chunk, 0, length);
          }
        }
      } finally {
        links.remove(this);
      }
    }

    void reset() {
      quietly(() -> client.setSoLinger(true, 0));
      quietly(client::close);
      quietly(target::close);
    }
  }

  private Fault untilNotStalled() {
    synchronized (changed) {
      while (fault == Fault.STALLED) {
        try {
          changed.wait();
        } catch (InterruptedException e) {
          throw new IllegalStateException("nobody interrupts a proxy", e);
        }
      }
      return fault;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  /** A thread that ends with its sockets. */
  private static void start(String name, Step step) {
    Thread thread = new Thread(() -> quietly(step), name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void quietly(Step step) {
    try {
      step.run();
    } catch (IOException closed) {
      // A connection that is gone is what this proxy is for.
    }
  }
}
