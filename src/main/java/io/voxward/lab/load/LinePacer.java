package io.voxward.lab.load;

import io.voxward.lab.LabException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * All streams of a load on one thread: it sends each message at its time, reads what comes between,
 * and counts how late it was itself, so that it cannot blame the service.
 */
final class LinePacer implements AutoCloseable {
  private static final int READ_BYTES = 64 * 1024;

  private final Selector selector;
  private final Queue<StreamLine> arriving = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<StreamLine> waiting =
      new PriorityQueue<>(Comparator.comparingLong(StreamLine::due));
  private final ByteBuffer shared = ByteBuffer.allocateDirect(READ_BYTES);
  private final Lateness lateness = new Lateness();
  private final Thread thread;
  private volatile boolean closed;
  private volatile int lines;

  /** Starts the thread. */
  LinePacer() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new LabException("no sockets: " + e.getMessage(), e);
    }
    thread = Thread.ofPlatform().name("load-lines").daemon().start(this::work);
  }

  /** Takes over a line. */
  void add(StreamLine line) {
    arriving.add(line);
    Selector _ = selector.wakeup();
  }

  /** How many lines there are. */
  int lines() {
    return lines;
  }

  /** How late messages were, all lines together. */
  Lateness lateness() {
    return lateness;
  }

  private void work() {
    try {
      while (!closed) {
        takeInArriving();
        sendDue();
        int _ = selector.select(this::ready, millisToNext());
      }
    } catch (IOException e) {
      waiting.forEach(StreamLine::close);
    }
  }

  private void takeInArriving() throws IOException {
    for (StreamLine line = arriving.poll(); line != null; line = arriving.poll()) {
      SelectionKey _ =
          line.channel()
              .register(
                  selector,
                  line.channel().isConnected() ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT,
                  line);
      waiting.add(line);
      lines = waiting.size();
    }
  }

  private void sendDue() {
    long now = System.nanoTime();
    for (StreamLine line = waiting.peek();
        line != null && line.due() <= now;
        line = waiting.peek()) {
      waiting.poll();
      if (!line.isOver()) {
        long late = line.send(System.nanoTime());
        if (late >= 0) {
          lateness.add(late);
        }
      }
      if (!line.isOver()) {
        waiting.add(line);
      }
    }
    lines = waiting.size();
  }

  private long millisToNext() {
    StreamLine next = waiting.peek();
    return next == null
        ? TimeUnit.SECONDS.toMillis(1)
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.due() - System.nanoTime()));
  }

  private void ready(SelectionKey key) {
    StreamLine line = (StreamLine) key.attachment();
    if (key.isConnectable()) {
      connect(key, line);
    } else {
      line.receive(shared);
    }
  }

  private static void connect(SelectionKey key, StreamLine line) {
    try {
      if (line.channel().finishConnect()) {
        SelectionKey _ = key.interestOps(SelectionKey.OP_READ);
      }
    } catch (IOException e) {
      line.close();
    }
  }

  /** Stops the thread; lines that are open are closed. */
  @Override
  public void close() {
    closed = true;
    Selector _ = selector.wakeup();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
      waiting.forEach(StreamLine::close);
      selector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new LabException("sockets could not be closed: " + e.getMessage(), e);
    }
  }
}
