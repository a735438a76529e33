package io.voxward.wire.audiosocket;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.voxward.common.Failure;
import io.voxward.common.StoreGate;
import io.voxward.wire.dialect.CallRefusal;
import io.voxward.wire.stream.MessageConfig;
import io.voxward.wire.stream.MessageLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Listens for AudioSocket connections, where a port is configured. On an address that others than
 * the private network reach it does not start, unless that is allowed by name.
 */
@ApplicationScoped
public class AudioSocketServer {
  private static final Logger LOG = Logger.getLogger(AudioSocketServer.class);
  private static final int BACKLOG = 128;

  /** Between two tries to accept, when the first failed. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private static final int UNIQUE_LOCAL = 0xfc;
  private static final int UNIQUE_LOCAL_MASK = 0xfe;

  private final AudioSocketConfig config;
  private final AudioSocketCalls calls;
  private final MessageConfig limits;
  private final StoreGate gate;
  private final Clock clock;
  private final AtomicInteger connections = new AtomicInteger();
  private volatile @Nullable ServerSocket server;

  /** Opens calls through {@code calls}, while {@code gate} is open. */
  public AudioSocketServer(
      AudioSocketConfig config,
      AudioSocketCalls calls,
      MessageConfig limits,
      StoreGate gate,
      Clock clock) {
    this.config = config;
    this.calls = calls;
    this.limits = limits;
    this.gate = gate;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    if (config.port().isEmpty()) {
      return;
    }
    try {
      InetAddress address = InetAddress.getByName(config.host());
      if (!isPrivate(address) && !config.allowPublic()) {
        throw new IllegalStateException(
            "AudioSocket has no authentication, and voxward.audiosocket.host="
                + config.host()
                + " is not a private address: choose a private one, or allow it with"
                + " voxward.audiosocket.allow-public=true");
      }
      ServerSocket listening = new ServerSocket(config.port().getAsInt(), BACKLOG, address);
      server = listening;
      Thread.ofVirtual().name("voxward-audiosocket").start(() -> accept(listening));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "AudioSocket cannot listen on " + config.host() + ": " + e.getMessage(), e);
    }
  }

  /** Whether only this machine and its private network reach the address. */
  static boolean isPrivate(InetAddress address) {
    boolean uniqueLocal =
        address instanceof Inet6Address
            && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    return address.isLoopbackAddress()
        || address.isSiteLocalAddress()
        || address.isLinkLocalAddress()
        || uniqueLocal;
  }

  /** Where it listens; empty where it is off. */
  public Optional<InetSocketAddress> address() {
    ServerSocket listening = server;
    return listening == null
        ? Optional.empty()
        : Optional.of((InetSocketAddress) listening.getLocalSocketAddress());
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Optional<Failure> closed = gate.refusal();
        if (closed.isPresent()) {
          socket.close();
          var _ = calls.refused(CallRefusal.of(closed.get()));
        } else if (connections.incrementAndGet() > config.maxConnections()) {
          connections.decrementAndGet();
          socket.close();
          var _ =
              calls.refused(
                  new CallRefusal(
                      CallRefusal.Reason.OVERLOADED,
                      "this node has as many connections as it may"));
        } else {
          Thread.ofVirtual().name("voxward-audiosocket-call").start(() -> serve(socket));
        }
      } catch (IOException e) {
        if (!listening.isClosed()) {
          LOG.warnf("an AudioSocket connection could not be accepted: %s", e.getMessage());
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private void serve(Socket socket) {
    try {
      MessageLimit limit = new MessageLimit(limits, clock);
      new AudioSocketConnection(socket, calls, config.uuidWithin(), limit, clock).run();
    } finally {
      connections.decrementAndGet();
    }
  }

  void stop(@Observes ShutdownEvent event) {
    ServerSocket listening = server;
    if (listening != null) {
      try {
        listening.close();
      } catch (IOException e) {
        LOG.debugf("AudioSocket was closed already: %s", e.getMessage());
      }
    }
  }
}
