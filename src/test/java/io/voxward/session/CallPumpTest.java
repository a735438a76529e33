package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.MovableClock;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.engine.Attention;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.onnx.InferencePool.Priority;
import io.voxward.session.SessionState.Ended;
import io.voxward.session.SessionState.Quiet;
import io.voxward.session.SessionState.Streaming;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions, their streams and their limits, with a plain engine and a movable clock. */
class CallPumpTest {
  private static final CallFormat FORMAT =
      new CallFormat(Encoding.L16_LITTLE_ENDIAN, SampleRate.TELEPHONE, 1, 0);
  private static final CallFormat STEREO =
      new CallFormat(Encoding.L16_LITTLE_ENDIAN, SampleRate.TELEPHONE, 2, 0);
  private static final int SECOND = FORMAT.bytesPerSecond();

  private final MovableClock clock = new MovableClock();
  private final PlainEngine engine = new PlainEngine();
  private final LiveSessions sessions = new LiveSessions(SessionLimits.DEFAULT);
  private final List<Set<Happening>> happened = new ArrayList<>();
  private final List<SessionNews> news = new ArrayList<>();
  private final SessionFeed feed = new SessionFeed();
  private final CallObservers observers =
      new CallObservers(
          List.of((session, what) -> happened.add(EnumSet.copyOf(what))), Runnable::run);
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final CallLoad load = new CallLoad(SessionLimits.DEFAULT, clock, meters);
  private final KeptMemory memory = new KeptMemory(SessionLimits.DEFAULT, meters);
  private final CallPump pump =
      new CallPump(
          sessions,
          engine,
          new CallEmbedding(engine, observers, load, SessionLimits.DEFAULT, clock, meters),
          load,
          memory,
          observers,
          new SessionEnding(sessions, observers, feed),
          SessionLimits.DEFAULT,
          clock);
  private final List<StreamEnd> stopped = new ArrayList<>();

  private LiveSession session() {
    return session(FORMAT);
  }

  private LiveSession session(CallFormat format) {
    LiveSession session =
        new LiveSession(
            new LiveSession.Identity(
                TenantId.DEFAULT,
                DomainId.random(),
                SessionId.random(),
                new SessionName("call-1"),
                format,
                null),
            SessionSettings.AS_DOMAIN,
            null,
            36,
            SessionLimits.DEFAULT,
            clock,
            engine);
    sessions.add(session);
    SessionFeed.Subscription _ = feed.subscribe(session.id(), news::add);
    return session;
  }

  private LiveStream open(LiveSession session) {
    return switch (session.openStream(stopped::add, why -> {})) {
      case StreamAdmission.Open(LiveStream stream) -> stream;
      case StreamAdmission.Refused(StreamEnd why) -> throw new AssertionError(why);
    };
  }

  private static ByteBuffer audio(double seconds) {
    return ByteBuffer.allocate((int) (seconds * SECOND));
  }

  @Test
  void sound_is_heard_and_kept_for_an_enrolment() {
    // Given
    LiveSession session = session();
    open(session).hear(audio(1.5));

    // When
    pump.round();

    // Then
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(1.5);
    assertThat(session.speechForEnrollment())
        .isNotNull()
        .extracting(PcmAudio::seconds)
        .isEqualTo(1.5);
  }

  @Test
  void what_arrived_before_the_end_of_a_stream_is_heard_before_the_session_is_quiet() {
    // Given
    LiveSession session = session();
    LiveStream stream = open(session);
    stream.hear(audio(5));
    stream.closed(StreamEnd.DONE);

    // When
    pump.round();
    SessionState afterOne = session.state();
    pump.round();
    pump.round();

    // Then
    assertThat(afterOne).isInstanceOf(SessionState.Draining.class);
    assertThat(session.state())
        .isEqualTo(
            new Quiet(
                StreamEnd.DONE, clock.instant(), clock.instant().plus(Duration.ofMinutes(10))));
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(5);
    assertThat(happened.getLast()).contains(Happening.STREAM_ENDED);
  }

  @Test
  void a_reconnect_goes_on_where_the_first_stream_ended() {
    // Given
    LiveSession session = session();
    LiveStream first = open(session);
    first.hear(audio(2));
    first.closed(StreamEnd.CONNECTION_LOST);

    // When
    LiveStream second = open(session);
    second.hear(audio(1));
    pump.round();
    pump.round();

    // Then
    assertThat(session.state()).isInstanceOf(Streaming.class);
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(3);
    assertThat(second.number()).isEqualTo(2);
  }

  @Test
  void a_second_stream_beside_an_open_one_is_refused() {
    // Given
    LiveSession session = session();
    LiveStream _ = open(session);

    // When
    StreamAdmission second = session.openStream(stopped::add, why -> {});

    // Then
    assertThat(second).isEqualTo(new StreamAdmission.Refused(StreamEnd.ANOTHER_ACTIVE_STREAM));
  }

  @Test
  void a_stream_without_messages_ends_as_idle() {
    // Given
    LiveSession session = session();
    LiveStream _ = open(session);
    clock.advance(Duration.ofSeconds(31));

    // When
    pump.round();

    // Then
    assertThat(stopped).containsExactly(StreamEnd.IDLE);
  }

  @Test
  void a_message_without_audio_keeps_a_stream_alive() {
    // Given
    LiveStream stream = open(session());
    clock.advance(Duration.ofSeconds(20));
    stream.alive();
    clock.advance(Duration.ofSeconds(20));

    // When
    pump.round();

    // Then
    assertThat(stopped).isEmpty();
  }

  @Test
  void a_stream_ends_at_its_longest_duration() {
    // Given
    LiveStream stream = open(session());
    clock.advance(Duration.ofHours(2).plusSeconds(1));
    stream.alive();

    // When
    pump.round();

    // Then
    assertThat(stopped).containsExactly(StreamEnd.TOO_LONG);
  }

  @Test
  void an_agent_in_the_callers_channel_is_told_and_not_counted() {
    // Given
    LiveSession session = session(STEREO);
    LiveStream stream = open(session);
    Random random = new Random(1);
    float[] agent = new float[1];

    // When
    for (int second = 0; second < 12; second++) {
      ByteBuffer both = ByteBuffer.allocate(STEREO.bytesPerSecond()).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < STEREO.rate().hertz(); i++) {
        // Loudness that changes as that of speech does, and comes back weaker and a little later.
        double loud = i % 400 == 0 ? random.nextDouble() : agent[0];
        agent[0] = (float) loud;
        short said = (short) (random.nextGaussian() * 3000 * loud);
        both.putShort((short) (said / 8)).putShort(said);
      }
      stream.hear(both.flip());
      pump.round();
      pump.round();
      clock.advance(Duration.ofSeconds(1));
    }

    // Then
    assertThat(session.agentLeaks()).isTrue();
    assertThat(happened).anyMatch(what -> what.contains(Happening.NOTICED));
  }

  @Test
  void sound_that_the_engine_cannot_take_waits_until_the_buffer_is_full_and_ends_the_stream() {
    // Given
    engine.full = true;
    LiveStream stream = open(session());

    // When
    for (int second = 0; second < 25; second++) {
      stream.hear(audio(1));
      pump.round();
      clock.advance(Duration.ofSeconds(1));
    }

    // Then
    assertThat(stopped).containsExactly(StreamEnd.BUFFER_FULL);
  }

  @Test
  void a_full_engine_loses_nothing_of_what_fits() {
    // Given
    engine.full = true;
    LiveSession session = session();
    open(session).hear(audio(1.75));
    pump.round();

    // When
    engine.full = false;
    pump.round();

    // Then
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(1.75);
  }

  @Test
  void a_failure_of_the_engine_ends_the_stream_as_our_fault() {
    // Given
    engine.broken = true;
    open(session()).hear(audio(0.5));

    // When
    pump.round();

    // Then
    assertThat(stopped).containsExactly(StreamEnd.INTERNAL);
  }

  @Test
  void too_fast_ends_the_stream_and_what_came_before_is_still_heard() {
    // Given
    LiveSession session = session();
    LiveStream stream = open(session);
    stream.hear(audio(2));

    // When
    stream.hear(audio(7));
    pump.round();

    // Then
    assertThat(stopped).containsExactly(StreamEnd.TOO_FAST);
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(2);
  }

  @Test
  void a_session_that_nobody_streams_to_ends_and_is_gone() {
    // Given
    LiveSession session = session();
    clock.advance(Duration.ofMinutes(5));

    // When
    pump.round();

    // Then
    assertThat(session.state()).isEqualTo(new Ended(EndReason.NEVER_STREAMED, clock.instant()));
    assertThat(sessions.find(session.id())).isEmpty();
    assertThat(news).containsExactly(new SessionNews.Ended("NEVER_STREAMED"));
  }

  @Test
  void the_voice_is_forgotten_ten_minutes_after_the_last_stream() {
    // Given
    LiveSession session = session();
    LiveStream stream = open(session);
    stream.hear(audio(1));
    stream.closed(StreamEnd.DONE);
    pump.round();
    clock.advance(Duration.ofMinutes(10));

    // When
    pump.round();

    // Then
    assertThat(session.state()).isEqualTo(new Ended(EndReason.TIME_OVER, clock.instant()));
    assertThat(session.heard().voice()).isNull();
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(1);
    assertThat(session.speechForEnrollment()).isNull();
    assertThat(engine.erased).isEqualTo(1);
  }

  @Test
  void a_node_takes_only_so_many_streams_and_sessions() {
    // Given
    LiveSessions few = new LiveSessions(SessionLimits.DEFAULT.with(1, 1));
    few.add(session());

    // When
    boolean first = few.enterStream();

    // Then
    assertThat(first).isTrue();
    assertThat(few.enterStream()).isFalse();
    assertThatThrownBy(few::requireRoom)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Overloaded.class));
  }

  @Test
  void what_happens_while_an_observer_is_busy_is_told_together_afterwards() {
    // Given
    LiveSession session = session();
    List<Set<Happening>> told = new ArrayList<>();
    List<Runnable> later = new ArrayList<>();
    CallObservers slow =
        new CallObservers(List.of((from, what) -> told.add(EnumSet.copyOf(what))), later::add);

    // When
    slow.tell(session, EnumSet.of(Happening.SPEECH));
    slow.tell(session, EnumSet.of(Happening.SECOND));
    later.forEach(Runnable::run);

    // Then
    assertThat(told).containsExactly(EnumSet.of(Happening.SPEECH, Happening.SECOND));
    assertThat(later).hasSize(1);
  }

  @Test
  void speech_is_embedded_and_told() {
    // Given
    LiveSession session = session();
    open(session).hear(audio(1.5));

    // When
    pump.round();

    // Then
    assertThat(session.heard().voice()).isNotNull();
    assertThat(happened).contains(EnumSet.of(Happening.SPEECH));
  }

  @Test
  void nothing_is_embedded_before_the_first_look() {
    // Given
    LiveSession session = session();
    session.decides(3, 10);
    LiveStream stream = open(session);
    stream.hear(audio(2.5));
    pump.round();
    pump.round();
    assertThat(session.heard().voice()).isNull();

    // When
    stream.hear(audio(1));
    pump.round();

    // Then
    assertThat(session.heard().voice()).isNotNull();
    assertThat(engine.together).containsExactly(1);
  }

  @Test
  void a_call_does_not_wait_for_the_embedding_of_another_while_a_thread_is_free() {
    // Given
    LiveSession first = session();
    LiveSession second = session();
    LiveStream late = open(second);
    open(first).hear(audio(1));
    List<Boolean> known = new ArrayList<>();
    engine.meanwhile =
        () -> {
          late.hear(audio(1));
          pump.round();
          known.add(second.heard().voice() != null);
        };

    // When
    pump.round();

    // Then
    assertThat(known).containsExactly(true);
    assertThat(first.heard().voice()).isNotNull();
  }

  @Test
  void a_call_that_is_decided_is_embedded_when_nobody_else_waits() {
    // Given
    LiveSession session = session();
    session.follow(Attention.SETTLED);
    open(session).hear(audio(1));

    // When
    pump.round();

    // Then
    assertThat(engine.priorities).containsExactly(Priority.HEARING, Priority.WATCH);
  }

  @Test
  void a_call_at_rest_is_heard_less_often_and_never_embedded() {
    // Given
    LiveSession session = session();
    session.follow(Attention.RESTING);
    LiveStream stream = open(session);
    stream.hear(audio(0.3));
    pump.round();
    assertThat(session.heard().netSpeechSeconds()).isZero();

    // When
    stream.hear(audio(1));
    pump.round();

    // Then
    assertThat(session.heard().netSpeechSeconds()).isEqualTo(1.3);
    assertThat(engine.together).isEmpty();
  }

  @Test
  void the_last_words_of_a_stream_are_embedded_before_the_session_is_quiet() {
    // Given
    LiveSession session = session();
    LiveStream stream = open(session);
    stream.hear(audio(1.5));
    stream.closed(StreamEnd.DONE);
    engine.slow = true;
    pump.round();

    // When
    engine.work();

    // Then
    assertThat(session.state()).isInstanceOf(Quiet.class);
    assertThat(session.heard().voice()).isNotNull();
    assertThat(happened).contains(EnumSet.of(Happening.SPEECH, Happening.STREAM_ENDED));
  }

  @Test
  void a_decided_call_is_quiet_as_soon_as_its_stream_is_heard_whatever_waits_to_be_embedded() {
    // Given
    LiveSession session = session();
    session.follow(Attention.SETTLED);
    LiveStream stream = open(session);
    stream.hear(audio(1.5));
    stream.closed(StreamEnd.DONE);
    engine.embedsNothing = true;

    // When
    pump.round();

    // Then
    assertThat(session.state()).isInstanceOf(Quiet.class);
    assertThat(session.heard().voice()).isNull();
  }

  @Test
  void a_failure_to_embed_ends_the_stream_as_our_fault_and_is_not_tried_again() {
    // Given
    engine.brokenEmbedding = true;
    LiveSession session = session();
    open(session).hear(audio(1.5));

    // When
    pump.round();
    pump.round();

    // Then
    assertThat(stopped).containsExactly(StreamEnd.INTERNAL);
    assertThat(session.state()).isInstanceOf(Quiet.class);
  }

  @Test
  void a_slow_engine_is_noticed_before_new_calls_are_let_in() {
    // Given
    engine.slow = true;
    List<LiveStream> streams = new ArrayList<>();
    for (int call = 0; call < 12; call++) {
      streams.add(open(session()));
    }
    streams.forEach(stream -> stream.hear(audio(0.1)));
    pump.round();
    load.requireRoom(12);

    // When
    clock.advance(Duration.ofMillis(400));
    engine.work();

    // Then
    assertThat(load.isOverloaded()).isTrue();
    assertThat(load.hasRoom(9)).isTrue();
    assertThatThrownBy(() -> load.requireRoom(12))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Overloaded.class));
    clock.advance(Duration.ofSeconds(11));
    assertThat(load.isOverloaded()).isFalse();
    assertThat(stopped).isEmpty();
  }

  @Test
  void speech_that_nobody_embeds_is_noticed_while_it_waits() {
    // Given
    LiveSession session = session();
    open(session).hear(audio(1));
    engine.slow = true;
    pump.round();
    engine.work();

    // When
    load.waiting(clock.instant(), null);
    clock.advance(Duration.ofMillis(601));

    // Then
    assertThat(load.isOverloaded()).isTrue();
  }

  @Test
  void watching_that_falls_behind_keeps_new_calls_out_before_undecided_ones_wait() {
    // Given
    load.waiting(null, clock.instant());
    clock.advance(Duration.ofSeconds(2));
    load.requireRoom(12);

    // When
    clock.advance(Duration.ofMillis(1));

    // Then
    assertThat(load.isOverloaded()).isTrue();
    assertThat(load.hasRoom(9)).isTrue();
    assertThat(load.hasRoom(12)).isFalse();
    assertThatThrownBy(() -> load.requireRoom(12)).isInstanceOf(FailureException.class);
    load.waiting(null, null);
    assertThat(load.hasRoom(12)).isTrue();
  }

  @Test
  void a_crowd_that_waited_for_room_comes_in_one_by_one() {
    // Given
    load.waiting(null, clock.instant());
    clock.advance(Duration.ofSeconds(3));
    assertThatThrownBy(() -> load.requireRoom(12)).isInstanceOf(FailureException.class);

    // When
    load.waiting(null, null);

    // Then
    assertThatThrownBy(() -> load.requireRoom(12)).isInstanceOf(FailureException.class);
    load.requireRoom(9);
    clock.advance(Duration.ofSeconds(5));
    load.requireRoom(12);
  }

  @Test
  void audio_kept_for_enrolments_is_bounded_and_the_longest_quiet_session_loses_its_first() {
    // Given
    LiveSession first = quiet();
    clock.advance(Duration.ofSeconds(1));
    LiveSession second = quiet();
    LiveSession streaming = session();
    open(streaming).hear(audio(2));
    pump.round();

    // When
    memory.bound(sessions.all());
    boolean allKept = first.keptBytes() > 0;
    LiveSession third = quiet();
    memory.bound(sessions.all());

    // Then
    assertThat(allKept).isTrue();
    assertThat(first.speechForEnrollment()).isNull();
    assertThat(second.speechForEnrollment()).isNotNull();
    assertThat(third.speechForEnrollment()).isNotNull();
    assertThat(streaming.speechForEnrollment()).isNotNull();
  }

  /** A session whose call is over and kept 24 s of audio: 384 kB. */
  private LiveSession quiet() {
    LiveSession session = session();
    LiveStream stream = open(session);
    for (int i = 0; i < 12; i++) {
      stream.hear(audio(2));
      pump.round();
      clock.advance(Duration.ofSeconds(1));
    }
    stream.closed(StreamEnd.DONE);
    pump.round();
    return session;
  }
}
