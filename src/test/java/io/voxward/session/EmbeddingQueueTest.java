package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.common.DomainId;
import io.voxward.common.MovableClock;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.engine.Due;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is embedded first. */
class EmbeddingQueueTest {
  private static final CallFormat FORMAT =
      new CallFormat(Encoding.L16_LITTLE_ENDIAN, SampleRate.TELEPHONE, 1, 0);

  private final MovableClock clock = new MovableClock();
  private final PlainEngine engine = new PlainEngine();
  private final EmbeddingQueue queue = new EmbeddingQueue();

  /** A call that has heard so many seconds of speech and is decided at ten. */
  private LiveSession heard(int seconds) {
    LiveSession session =
        new LiveSession(
            new LiveSession.Identity(
                TenantId.DEFAULT,
                DomainId.random(),
                SessionId.random(),
                new SessionName("call"),
                FORMAT,
                null),
            SessionSettings.AS_DOMAIN,
            null,
            36,
            SessionLimits.DEFAULT,
            clock,
            engine);
    session.decides(3, 10);
    StreamAdmission admission = session.openStream(why -> {}, why -> {});
    if (admission instanceof StreamAdmission.Open(LiveStream stream)) {
      stream.hear(ByteBuffer.allocate(seconds * FORMAT.bytesPerSecond() / 2));
      CallEngine.Ear _ = session.listen(seconds);
      clock.advance(java.time.Duration.ofSeconds(2));
      stream.hear(ByteBuffer.allocate(seconds * FORMAT.bytesPerSecond() / 2));
      CallEngine.Ear _ = session.listen(seconds);
      session.release();
    }
    return session;
  }

  private void add(LiveSession session, Due due, long millis) {
    queue.add(session, due, clock.instant().plusMillis(millis));
  }

  private List<LiveSession> take(Due due) {
    return queue.take(due, 4).stream().map(EmbeddingQueue.Place::session).toList();
  }

  @Test
  void who_waits_longest_is_first() {
    LiveSession late = heard(4);
    LiveSession early = heard(4);
    add(late, Due.NOW, 20);
    add(early, Due.NOW, 10);

    assertThat(take(Due.NOW)).containsExactly(early);
    assertThat(take(Due.NOW)).containsExactly(late);
    assertThat(take(Due.NOW)).isEmpty();
  }

  @Test
  void a_decision_that_cannot_wait_goes_before_an_early_look() {
    LiveSession early = heard(4);
    LiveSession last = heard(10);
    add(early, Due.NOW, 10);
    add(last, Due.NOW, 20);

    assertThat(take(Due.NOW)).containsExactly(last);
  }

  @Test
  void short_stretches_of_the_same_length_go_together_up_to_a_bound() {
    LiveSession a = heard(2);
    LiveSession longer = heard(3);
    LiveSession b = heard(2);
    LiveSession c = heard(2);
    add(a, Due.NOW, 1);
    add(longer, Due.NOW, 2);
    add(b, Due.NOW, 3);
    add(c, Due.NOW, 4);

    assertThat(take(Due.NOW)).containsExactly(a, b);
    assertThat(take(Due.NOW)).containsExactly(longer);
    assertThat(take(Due.NOW)).containsExactly(c);
  }

  @Test
  void whom_nobody_waits_for_is_kept_apart() {
    LiveSession watched = heard(4);
    LiveSession undecided = heard(4);
    add(watched, Due.SOON, 1);
    add(undecided, Due.NOW, 5);

    assertThat(queue.oldest(Due.NOW)).isEqualTo(clock.instant().plusMillis(5));
    assertThat(queue.oldest(Due.SOON)).isEqualTo(clock.instant().plusMillis(1));
    assertThat(take(Due.NOW)).containsExactly(undecided);
    assertThat(queue.oldest(Due.NOW)).isNull();
    assertThat(take(Due.SOON)).containsExactly(watched);
  }
}
