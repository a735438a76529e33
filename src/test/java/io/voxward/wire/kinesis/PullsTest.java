package io.voxward.wire.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionSettings;
import io.voxward.session.SessionState.Draining;
import io.voxward.session.SessionState.Quiet;
import io.voxward.session.Sessions;
import io.voxward.session.StreamEnd;
import io.voxward.wire.dialect.DialectCalls;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How fetching ends by itself, and how many calls are fetched; with short times. */
@QuarkusTest
class PullsTest {
  private static final TenantId TENANT = new TenantId("pulls-test");
  private static final long PATIENCE_NANOS = 40_000_000_000L;
  private static final StreamPlace PLACE =
      new StreamPlace(Stage.STREAM, new FragmentNumber("100"), null);

  private final Domains domains;
  private final Sessions sessions;
  private final Tenants tenants;
  private final FakeKinesis kinesis = FakeKinesis.start();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Pulls pulls;
  private Domain domain;

  @Inject
  PullsTest(Domains domains, Sessions sessions, Tenants tenants, DialectCalls calls, Clock clock) {
    this.domains = domains;
    this.sessions = sessions;
    this.tenants = tenants;
    KinesisConfig config = Stage.config(kinesis.address());
    this.pulls = new Pulls(new AwsMedia(config), calls, config, clock, meters);
  }

  @BeforeEach
  void makeDomain() {
    Stage.giveCredentials();
    tenants.ensure(TENANT);
    DomainSettings settings = new DomainSettings(90, 50, 5.0, 20.0, false, 365);
    domain = domains.create(TENANT, new DomainDraft("bank", null, settings));
  }

  @AfterEach
  void closeStage() {
    pulls.stop(new ShutdownEvent());
    kinesis.close();
  }

  private LiveSession session(String name) {
    return sessions.create(
        TENANT,
        domain.id(),
        new SessionDraft(
            new SessionName(name), null, Pulls.FORMAT, SessionSettings.AS_DOMAIN, null));
  }

  private double count(String name) {
    return meters.find(name).counters().stream().mapToDouble(counter -> counter.count()).sum();
  }

  private double ended(PullEnd why) {
    var counter = meters.find("voxward.kinesis.ended").tag("reason", why.name()).counter();
    return counter == null ? 0 : counter.count();
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static StreamEnd endOf(LiveSession session) {
    return switch (session.state()) {
      case Draining draining -> draining.why();
      case Quiet quiet -> quiet.why();
      default -> throw new AssertionError("still " + session.state());
    };
  }

  @Test
  void a_stream_that_falls_silent_is_a_call_that_is_over() {
    // Given
    kinesis.holdsCall(101, "c-1", new byte[16_000]).staysOpen();
    LiveSession session = session("s-1");

    // When
    PullState begun = pulls.begin(session, PLACE);

    // Then
    assertThat(begun).isEqualTo(PullState.STREAMING);
    await(() -> ended(PullEnd.QUIET) == 1);
    assertThat(endOf(session)).isEqualTo(StreamEnd.DONE);
    assertThat(kinesis.asked()).startsWith("100", "101");
    assertThat(count("voxward.kinesis.audio.seconds")).isCloseTo(1, within(1e-6));
  }

  @Test
  void connections_that_bring_nothing_are_given_up_after_so_many() {
    // Given
    kinesis.holdsCall(101, "c-1", new byte[16_000]);
    for (int i = 0; i < 10; i++) {
      kinesis.breaksAfter(1000);
    }
    LiveSession session = session("s-1");

    // When
    PullState begun = pulls.begin(session, PLACE);

    // Then
    assertThat(begun).isEqualTo(PullState.STREAMING);
    await(() -> ended(PullEnd.LOST) == 1);
    assertThat(endOf(session)).isEqualTo(StreamEnd.CONNECTION_LOST);
    assertThat(kinesis.asked()).hasSize(4);
    assertThat(count("voxward.kinesis.reconnects")).isEqualTo(3);
  }

  @Test
  void trouble_that_kinesis_tells_of_in_the_media_ends_it_by_name() {
    // Given
    byte[] told =
        Mkv.join(Mkv.head(), Mkv.segment(), Mkv.tags("AWS_KINESISVIDEO_ERROR_CODE", "4503"));
    kinesis.holds("101", told);
    LiveSession session = session("s-1");

    // When
    PullState begun = pulls.begin(session, PLACE);

    // Then
    assertThat(begun).isEqualTo(PullState.STREAMING);
    await(() -> ended(PullEnd.REFUSED) == 1);
    assertThat(endOf(session)).isEqualTo(StreamEnd.NOT_ALLOWED);
  }

  @Test
  void no_more_calls_are_fetched_than_the_node_may_and_a_place_is_free_again() {
    // Given
    kinesis.holdsCall(101, "c-1", new byte[16_000]).staysOpen();
    LiveSession first = session("s-1");
    pulls.begin(first, PLACE);
    pulls.begin(session("s-2"), PLACE);
    LiveSession third = session("s-3");

    // When / Then
    assertThatThrownBy(() -> pulls.begin(third, PLACE)).satisfies(PullsTest::isOverloaded);
    pulls.end(first.id());
    assertThat(pulls.begin(third, PLACE)).isEqualTo(PullState.STREAMING);
  }

  private static void isOverloaded(Throwable thrown) {
    assertThat(thrown).isInstanceOf(FailureException.class);
    assertThat(((FailureException) thrown).failure()).isInstanceOf(Failure.Overloaded.class);
  }

  @Test
  void a_node_that_stops_ends_its_calls_and_takes_no_more() {
    // Given
    kinesis.holdsCall(101, "c-1", new byte[16_000]).staysOpen();
    LiveSession running = session("s-1");
    pulls.begin(running, PLACE);
    LiveSession late = session("s-2");

    // When
    pulls.drain(new ShutdownDelayInitiatedEvent());

    // Then
    assertThat(endOf(running)).isEqualTo(StreamEnd.DRAINING);
    assertThat(ended(PullEnd.DRAINING)).isEqualTo(1);
    assertThatThrownBy(() -> pulls.begin(late, PLACE)).satisfies(PullsTest::isOverloaded);
  }
}
