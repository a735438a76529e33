package io.voxward.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Where a session stands. Each state has only the transitions that are legal from it, so an illegal
 * one does not compile.
 *
 * <pre>
 *              openStream                closeStream               drained
 *  Announced ──────────────► Streaming ──────────────► Draining ────────────► Quiet
 *      │                      │     ▲                  │   │                  │  │
 *      │                      │     └──── openStream ──┘   │                  │  │
 *      │                      │     ▲                      │                  │  │
 *      │                      │     └───────────────── openStream ────────────┘  │
 *      │ end                  │ end                        │ end                 │ end
 *      ▼                      ▼                            ▼                     ▼
 *      └──────────────────────┴────────── Ended ───────────┴─────────────────────┘
 * </pre>
 *
 * A stream that closed leaves audio in the buffer: {@link Draining} lasts until it has been heard.
 * {@link Quiet} lasts until the time for asking is over; a new stream may come until then.
 */
public sealed interface SessionState {

  /** What is said of the stream outside (Voice ID's {@code StreamingStatus}). */
  StreamingStatus streaming();

  /** Voice ID's words for the stream of a session. */
  enum StreamingStatus {
    /** No audio has ever arrived. */
    PENDING_CONFIGURATION,
    /** Audio arrives, or audio that arrived is still being heard. */
    ONGOING,
    /** The last stream is over and wholly heard. */
    ENDED
  }

  /**
   * Created; nobody has streamed yet.
   *
   * @param since when it was created
   * @param expiresAt when it ends if nobody streams
   */
  record Announced(Instant since, Instant expiresAt) implements SessionState {
    /** The first stream begins. */
    public Streaming openStream(Instant at) {
      return new Streaming(at);
    }

    /** It ends unused. */
    public Ended end(EndReason reason, Instant at) {
      return new Ended(reason, at);
    }

    @Override
    public StreamingStatus streaming() {
      return StreamingStatus.PENDING_CONFIGURATION;
    }
  }

  /**
   * A stream is open.
   *
   * @param since when this stream began
   */
  record Streaming(Instant since) implements SessionState {
    /**
     * The stream is over, for the reason given; what it left in the buffer is still to be heard.
     */
    public Draining closeStream(StreamEnd why, Instant at) {
      return new Draining(why, at);
    }

    /** The session ends with its stream. */
    public Ended end(EndReason reason, Instant at) {
      return new Ended(reason, at);
    }

    @Override
    public StreamingStatus streaming() {
      return StreamingStatus.ONGOING;
    }
  }

  /**
   * The stream is over and its last audio is being heard.
   *
   * @param why why the stream ended
   * @param since when the stream ended
   */
  record Draining(StreamEnd why, Instant since) implements SessionState {
    /** Everything is heard; from now the session can be asked for {@code askable}. */
    public Quiet drained(Duration askable) {
      return new Quiet(why, since, since.plus(askable));
    }

    /** A reconnect came before everything was heard. */
    public Streaming openStream(Instant at) {
      return new Streaming(at);
    }

    /** The session ends; what was not heard is forgotten. */
    public Ended end(EndReason reason, Instant at) {
      return new Ended(reason, at);
    }

    @Override
    public StreamingStatus streaming() {
      return StreamingStatus.ONGOING;
    }
  }

  /**
   * Between streams: it can be asked, changed, and streamed to again.
   *
   * @param why why the last stream ended
   * @param since when the last stream ended
   * @param askableUntil when it ends if no further stream comes
   */
  record Quiet(StreamEnd why, Instant since, Instant askableUntil) implements SessionState {
    /** A further stream begins. */
    public Streaming openStream(Instant at) {
      return new Streaming(at);
    }

    /** The session ends. */
    public Ended end(EndReason reason, Instant at) {
      return new Ended(reason, at);
    }

    @Override
    public StreamingStatus streaming() {
      return StreamingStatus.ENDED;
    }
  }

  /**
   * Over: nothing of the call is left in memory and nothing leads out of here.
   *
   * @param reason why it ended
   * @param at when it ended
   */
  record Ended(EndReason reason, Instant at) implements SessionState {
    @Override
    public StreamingStatus streaming() {
      return StreamingStatus.ENDED;
    }
  }
}
