package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.SessionId;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.Speakers;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Issue 6.3 and 6.4: what another node did about a domain or a person, this node's calls see within
 * a second. The other node is a statement on the database.
 */
@QuarkusTest
class SeenElsewhereTest {
  private static final TenantId TENANT = new TenantId("seen-elsewhere-test");
  private static final CallFormat FORMAT =
      new CallFormat(Encoding.L16_LITTLE_ENDIAN, SampleRate.TELEPHONE, 1, 0);

  private final Tenants tenants;
  private final Domains domains;
  private final Speakers speakers;
  private final Sessions sessions;
  private final Clock clock;
  private final EntityManager database;
  private final List<Set<Happening>> happened = new ArrayList<>();
  private DomainId domain = DomainId.random();

  @Inject
  SeenElsewhereTest(
      Tenants tenants,
      Domains domains,
      Speakers speakers,
      Sessions sessions,
      Clock clock,
      EntityManager database) {
    this.tenants = tenants;
    this.domains = domains;
    this.speakers = speakers;
    this.sessions = sessions;
    this.clock = clock;
    this.database = database;
  }

  @BeforeEach
  void makeDomain() {
    tenants.ensure(TENANT);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
  }

  private void elsewhere(String statement, String id) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          int changed = database.createNativeQuery(statement).setParameter(1, id).executeUpdate();
          assertThat(changed).isEqualTo(1);
        });
  }

  @Test
  void a_domain_suspended_on_another_node_ends_its_calls_here_within_a_second()
      throws InterruptedException {
    // Given
    LiveSession session =
        sessions.create(
            TENANT, domain, new SessionDraft(null, null, FORMAT, SessionSettings.AS_DOMAIN, null));
    CountDownLatch stopped = new CountDownLatch(1);
    StreamAdmission admission =
        sessions.openStream(TENANT, domain, session.id(), why -> stopped.countDown());

    // When
    elsewhere(
        "update domains set status = 'SUSPENDED', suspended_at = now() where domain_id = ?1",
        domain.value());
    long begin = System.nanoTime();
    boolean inTime = stopped.await(1, TimeUnit.SECONDS);
    while (!(session.state() instanceof SessionState.Ended) && isWithinASecondOf(begin)) {
      Thread.onSpinWait();
    }

    // Then
    assertThat(admission).isInstanceOf(StreamAdmission.Open.class);
    assertThat(inTime).isTrue();
    assertThat(session.state())
        .isInstanceOfSatisfying(
            SessionState.Ended.class,
            ended -> assertThat(ended.reason()).isEqualTo(EndReason.DOMAIN_SUSPENDED));
  }

  private static boolean isWithinASecondOf(long begin) {
    return System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(1);
  }

  @Test
  void an_opt_out_on_another_node_drops_the_speech_kept_here_and_has_the_call_judged_again() {
    // Given
    Speaker speaker = speakers.ensure(TENANT, domain, SpeakerRef.parse("customer-7"));
    LiveSessions here = new LiveSessions(SessionLimits.DEFAULT);
    CallObservers observers =
        new CallObservers(
            List.of((session, what) -> happened.add(EnumSet.copyOf(what))), Runnable::run);
    SpeakerWatch watch = new SpeakerWatch(here, speakers, observers);
    LiveSession session =
        new LiveSession(
            new LiveSession.Identity(
                TENANT, domain, SessionId.random(), new SessionName("call-1"), FORMAT, null),
            SessionSettings.AS_DOMAIN,
            new Claim(speaker.id(), speaker.customerId()),
            36,
            SessionLimits.DEFAULT,
            clock,
            new PlainEngine());
    here.add(session);
    keepSpeech(session);
    watch.look();
    boolean kept = session.speechForEnrollment() != null;
    boolean quiet = happened.isEmpty();

    // When
    elsewhere(
        "update speakers set status = 'OPTED_OUT' where generated_speaker_id = ?1",
        speaker.id().value());
    watch.look();
    watch.look();

    // Then
    assertThat(kept).isTrue();
    assertThat(quiet).isTrue();
    assertThat(session.speechForEnrollment()).isNull();
    assertThat(happened).containsExactly(EnumSet.of(Happening.CHANGED));
  }

  private static void keepSpeech(LiveSession session) {
    if (session.openStream(why -> {}, why -> {}) instanceof StreamAdmission.Open(LiveStream open)) {
      open.hear(ByteBuffer.allocate(FORMAT.bytesPerSecond()));
    }
    assertThat(session.reserve(0)).isTrue();
    CallEngine.Ear _ = session.listen(2);
    Set<Happening> _ = session.release();
  }
}
