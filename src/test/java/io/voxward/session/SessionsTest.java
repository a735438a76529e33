package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.Failure;
import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.domain.Domain;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that died comes back: what it held is over, and says why. */
@QuarkusTest
class SessionsTest {
  private static final TenantId TENANT = new TenantId("sessions-test");

  private final Sessions sessions;
  private final SessionRecorder recorder;
  private final LiveSessions live;
  private final Domains domains;
  private final Tenants tenants;

  @Inject
  SessionsTest(
      Sessions sessions,
      SessionRecorder recorder,
      LiveSessions live,
      Domains domains,
      Tenants tenants) {
    this.sessions = sessions;
    this.recorder = recorder;
    this.live = live;
    this.domains = domains;
    this.tenants = tenants;
  }

  @BeforeEach
  void makeTenant() {
    tenants.ensure(TENANT);
  }

  private LiveSession create(Domain domain) {
    CallFormat format = new CallFormat(Encoding.PCMU, SampleRate.TELEPHONE, 1, 0);
    return sessions.create(
        TENANT, domain.id(), new SessionDraft(null, null, format, SessionSettings.AS_DOMAIN, null));
  }

  @Test
  void sessions_that_a_dead_node_held_are_ended_as_lost_when_it_starts_again() {
    // Given
    Domain domain = domains.create(TENANT, new DomainDraft("bank", null, DomainSettings.DEFAULT));
    LiveSession held = create(domain);
    live.remove(held);
    SessionRef ref = new SessionRef.Id(held.id());

    // When
    int lost = recorder.endLost();

    // Then
    assertThat(lost).isPositive();
    SessionRecord found = sessions.describe(TENANT, domain.id(), ref);
    assertThat(found.endReason()).isEqualTo(EndReason.NODE_LOST);
    assertThat(found.streaming()).isEqualTo(SessionState.StreamingStatus.ENDED);
    assertThatThrownBy(() -> sessions.require(TENANT, domain.id(), ref))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class,
                        conflict ->
                            assertThat(conflict.kind()).isEqualTo(ConflictKind.SESSION_ENDED)));
  }
}
