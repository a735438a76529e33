package io.voxward.wire.audiohook;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what a client sends over one connection that agreed on {@link Deflation}. It stands in
 * the connection's pipeline from the handshake on, before whoever reads the frames.
 *
 * <p>Bounds: a message is inflated to {@link ClientMessages#LARGEST} bytes and one more, which is
 * what the {@link Conversation} refuses by name; whatever else is in it is never unpacked, and
 * nothing of this client is read after it but its goodbye. A frame may be as long as an
 * uncompressed one. What a connection keeps is one window of the inflater (32 KiB and its tables),
 * from its first deflated message on; nothing where the client forgets.
 */
final class InflatedFrames extends ChannelDuplexHandler {
  private static final int DEFLATED = 4;
  private static final int MOST = ClientMessages.LARGEST + 1;
  private static final int LONGEST_FRAME = 4 * ClientMessages.LARGEST;
  private static final int PIECE = 4096;

  /** What the sender leaves out at the end of every message. */
  private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

  private final boolean forgets;
  private final MeterRegistry meters;
  private @Nullable Inflater inflater;

  /** Whether the fragments that come belong to a deflated message. */
  private boolean inMessage;

  /** What the message has become so far, in bytes. */
  private int inflated;

  /** A message was cut, or was no deflate: the stream of bytes makes no sense from here. */
  private boolean spent;

  InflatedFrames(Deflation agreed, MeterRegistry meters) {
    this.forgets = agreed.forgets();
    this.meters = meters;
  }

  /** A message breaks the rules of the extension. */
  private static final class NotDeflate extends Exception {
    private static final long serialVersionUID = 1L;
    private final int closeCode;

    NotDeflate(WebSocketCloseStatus status, String rule) {
      super(rule, null, false, false);
      this.closeCode = status.code();
    }
  }

  /**
   * The handshake's answer goes out: from here on frames may be marked as deflated, which the
   * decoder of a server without extensions refuses. Any other answer ends this.
   */
  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean answer = message instanceof HttpResponse;
    boolean upgraded =
        message instanceof HttpResponse http
            && http.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
    if (upgraded) {
      context
          .pipeline()
          .replace(
              WebSocket13FrameDecoder.class,
              "deflated-frames",
              new WebSocket13FrameDecoder(
                  WebSocketDecoderConfig.newBuilder()
                      .allowExtensions(true)
                      .maxFramePayloadLength(LONGEST_FRAME)
                      .closeOnProtocolViolation(false)
                      .build()));
    }
    var _ = context.write(message, promise);
    if (answer && !upgraded) {
      context.pipeline().remove(this);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      WebSocketFrame readable = readable(context, frame);
      if (readable != null) {
        context.fireChannelRead(readable);
      }
    } catch (NotDeflate e) {
      refuse(context, e);
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  /** What is to be read: the frame itself, its content inflated, or nothing. */
  private @Nullable WebSocketFrame readable(ChannelHandlerContext context, WebSocketFrame frame)
      throws NotDeflate {
    boolean begins = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
    boolean marked = frame.rsv() == DEFLATED;
    if (frame.rsv() != 0 && !(marked && begins)) {
      throw new NotDeflate(
          WebSocketCloseStatus.PROTOCOL_ERROR,
          "only RSV1 of a message's first frame has a meaning");
    }
    if (begins) {
      inMessage = marked;
      inflated = 0;
    } else if (!(frame instanceof ContinuationWebSocketFrame)) {
      return frame.retain();
    }
    if (spent) {
      return null;
    }
    return inMessage ? inflate(context, frame) : frame.retain();
  }

  private WebSocketFrame inflate(ChannelHandlerContext context, WebSocketFrame frame)
      throws NotDeflate {
    Inflater running = inflater;
    if (running == null) {
      running = new Inflater(true);
      inflater = running;
      meters.counter("voxward.audiohook.deflated.connections").increment();
    }
    ByteBuf content = context.alloc().heapBuffer(Math.min(PIECE, MOST - inflated));
    boolean whole = false;
    try {
      whole =
          inflate(running, frame.content().nioBuffer(), content)
              && (!frame.isFinalFragment() || inflate(running, ByteBuffer.wrap(TAIL), content));
    } catch (DataFormatException e) {
      content.release();
      throw new NotDeflate(WebSocketCloseStatus.INVALID_PAYLOAD_DATA, "a message is no deflate");
    }
    if (!whole) {
      count("TOO_BIG");
      spend();
    } else if (frame.isFinalFragment() && forgets) {
      running.end();
      inflater = null;
    }
    return like(frame, frame.isFinalFragment() || !whole, content);
  }

  /** Inflates all of it, or until the message is longer than any may be: says whether all. */
  private boolean inflate(Inflater running, ByteBuffer deflated, ByteBuf content)
      throws DataFormatException {
    running.setInput(deflated);
    while (true) {
      if (inflated == MOST) {
        return false;
      }
      content.ensureWritable(Math.min(PIECE, MOST - inflated));
      int room = Math.min(content.writableBytes(), MOST - inflated);
      int got = running.inflate(content.nioBuffer(content.writerIndex(), room));
      content.writerIndex(content.writerIndex() + got);
      inflated += got;
      if (running.finished()) {
        running.reset();
        if (!deflated.hasRemaining()) {
          return inflated < MOST;
        }
        running.setInput(deflated);
      } else if (got == 0) {
        if (running.needsDictionary()) {
          throw new DataFormatException("a preset dictionary");
        }
        return true;
      }
    }
  }

  private static WebSocketFrame like(WebSocketFrame frame, boolean last, ByteBuf content) {
    return switch (frame) {
      case TextWebSocketFrame _ -> new TextWebSocketFrame(last, 0, content);
      case BinaryWebSocketFrame _ -> new BinaryWebSocketFrame(last, 0, content);
      default -> new ContinuationWebSocketFrame(last, 0, content);
    };
  }

  private void refuse(ChannelHandlerContext context, NotDeflate why) {
    if (!spent) {
      count("BROKEN");
      spend();
      var _ =
          context
              .writeAndFlush(new CloseWebSocketFrame(why.closeCode, why.getMessage()))
              .addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void count(String reason) {
    meters.counter("voxward.audiohook.deflated.refused", "reason", reason).increment();
  }

  private void spend() {
    spent = true;
    end();
  }

  private void end() {
    Inflater running = inflater;
    if (running != null) {
      running.end();
      inflater = null;
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    end();
  }
}
