package io.voxward.session;

import io.voxward.access.DomainScope;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.Due;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.SystemException;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * A call that nobody makes: some seconds of recorded speech, heard as those of callers are, in a
 * session that is held and written nowhere. For a node that prepares for its first call.
 */
@ApplicationScoped
public class RehearsedCall {
  /** A voice of the demo, which is in every build. */
  private static final String VOICE = "/demo/allison/call-1.flac";

  /** Within the pace that a stream may have. */
  private static final int SECONDS = 6;

  private static final int MESSAGES_PER_SECOND = 50;
  private static final float FULL_SCALE = 32767f;
  private static final CallFormat FORMAT =
      new CallFormat(Encoding.L16_LITTLE_ENDIAN, SampleRate.TELEPHONE, 1, 0);

  private final CallEngine engine;
  private final Sessions sessions;
  private final SessionRecorder recorder;
  private final Domains domains;
  private final UserTransaction transaction;
  private final SessionConfig config;
  private final Clock clock;

  /** Hears by {@code engine}. */
  public RehearsedCall(
      CallEngine engine,
      Sessions sessions,
      SessionRecorder recorder,
      Domains domains,
      UserTransaction transaction,
      SessionConfig config,
      Clock clock) {
    this.engine = engine;
    this.sessions = sessions;
    this.recorder = recorder;
    this.domains = domains;
    this.transaction = transaction;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Hears the call and hands it over while its voice is known; then all of it is forgotten.
   *
   * @param then what else is done for a call
   */
  public void hear(Consumer<LiveSession> then) {
    LiveSession.Identity nobodys =
        new LiveSession.Identity(
            TenantId.DEFAULT,
            anyDomain(),
            SessionId.random(),
            new SessionName(Alphanumeric.random()),
            FORMAT,
            null);
    LiveSession session =
        new LiveSession(nobodys, SessionSettings.AS_DOMAIN, null, 0, config, clock, engine);
    try {
      lookFor(session);
      session.decides(SECONDS / 2.0, SECONDS);
      if (session.openStream(_ -> {}, _ -> {}) instanceof StreamAdmission.Open(var stream)) {
        byte[] speech = speech();
        int length = FORMAT.bytesPerSecond() / MESSAGES_PER_SECOND;
        for (int at = 0; at + length <= speech.length; at += length) {
          stream.hear(ByteBuffer.wrap(speech, at, length));
          listen(session);
        }
      }
      then.accept(session);
    } finally {
      session.end(EndReason.ENDED_BY_CALLER, StreamEnd.SESSION_ENDED);
    }
  }

  private DomainId anyDomain() {
    return domains.list(TenantId.DEFAULT, new DomainScope.All(), 1, null).items().stream()
        .map(Domain::id)
        .findFirst()
        .orElseGet(DomainId::random);
  }

  /**
   * Writes the call down as others are, in a transaction that is rolled back: nobody ever sees it.
   * Where there is no domain yet, nobody can call either, and nothing is written.
   *
   * @param more what else is written
   */
  public void write(LiveSession session, Runnable more) {
    try {
      transaction.begin();
      try {
        recorder.created(session);
        recorder.write(session, EnumSet.of(Happening.STREAM_OPENED));
        more.run();
      } catch (FailureException noDomain) {
        // As told.
      } finally {
        transaction.rollback();
      }
    } catch (NotSupportedException | SystemException e) {
      throw new IllegalStateException("no transaction to be rolled back", e);
    }
  }

  /** A call is looked for by its name before it is made. */
  private void lookFor(LiveSession session) {
    try {
      var _ =
          sessions.join(session.tenant(), session.domain(), new SessionRef.Named(session.name()));
      var _ = sessions.require(session.tenant(), session.domain(), new SessionRef.Id(session.id()));
    } catch (FailureException nothingThere) {
      // As it should be.
    }
  }

  private void listen(LiveSession session) {
    if (session.reserve(0)) {
      engine.listen(List.of(session.listen(1)));
      var _ = session.release();
    }
    if (session.reserveEmbedding() != Due.NOTHING) {
      engine.embed(List.of(session.ear()));
      var _ = session.embedded();
    }
  }

  private static byte[] speech() {
    try (InputStream file = RehearsedCall.class.getResourceAsStream(VOICE)) {
      DecodeResult read =
          file == null
              ? null
              : AudioDecoder.decode(
                  file.readAllBytes(),
                  new AudioKind.Flac(),
                  new ChannelChoice.OnlyChannel(),
                  DecodeLimits.DEFAULT);
      if (!(read instanceof DecodeResult.Decoded(var audio, _))) {
        throw new IllegalStateException("the build lacks " + VOICE);
      }
      float[] samples = audio.samples();
      int length = Math.min(samples.length, SECONDS * FORMAT.rate().hertz());
      ByteBuffer bytes = ByteBuffer.allocate(2 * length).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < length; i++) {
        bytes.putShort((short) (samples[i] * FULL_SCALE));
      }
      return bytes.array();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + VOICE, e);
    }
  }
}
