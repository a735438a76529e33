package io.voxward.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
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
import io.voxward.profile.Profile;
import io.voxward.profile.ProfileName;
import io.voxward.profile.Profiles;
import io.voxward.profile.Tuned;
import io.voxward.profile.Tuning;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes that die, stop and come back, over one database. */
@QuarkusTest
class NodesTest {
  private static final TenantId TENANT = new TenantId("nodes-test");

  private final Node.Shared shared;
  private final Domains domains;
  private final Tenants tenants;
  private final EntityManager database;
  private final Profiles profiles;
  private final String run = UUID.randomUUID().toString().substring(0, 8);
  private final String nameOfA = "a-" + run;
  private Domain domain;
  private Node a;
  private Node b;

  @Inject
  NodesTest(
      Node.Shared shared,
      Domains domains,
      Tenants tenants,
      EntityManager database,
      Profiles profiles) {
    this.profiles = profiles;
    this.shared = shared;
    this.domains = domains;
    this.tenants = tenants;
    this.database = database;
  }

  @BeforeEach
  void twoNodes() {
    tenants.ensure(TENANT);
    domain = domains.create(TENANT, new DomainDraft("bank", null, DomainSettings.DEFAULT));
    a = new Node(nameOfA, shared);
    b = new Node("b-" + run, shared);
    a.begin();
    b.begin();
  }

  /** Makes it as if a node had not been heard of for so long. */
  private void silent(String node, int seconds) {
    sql(
        "update session_nodes set beat_at = now() - interval '"
            + seconds
            + " seconds'"
            + " where node_id = '"
            + node
            + "'");
  }

  private void sql(String statement) {
    QuarkusTransaction.requiringNew()
        .run(() -> database.createNativeQuery(statement).executeUpdate());
  }

  private SessionRecord row(LiveSession session) {
    return b.in(() -> b.sessions.describe(TENANT, domain.id(), new SessionRef.Id(session.id())));
  }

  private static LiveStream opened(StreamAdmission admission) {
    return switch (admission) {
      case StreamAdmission.Open(LiveStream stream) -> stream;
      case StreamAdmission.Refused(StreamEnd why) -> throw new AssertionError(why);
    };
  }

  private static void assertConflict(ThrowingCallable call, ConflictKind kind) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Conflict.class, found -> assertThat(found.kind()).isEqualTo(kind)));
  }

  @Test
  void the_call_of_a_node_that_died_goes_on_at_another_and_says_that_it_restarted() {
    // Given
    LiveSession call = a.create(TENANT, domain, "call");
    LiveStream _ = opened(a.open(call));
    silent(nameOfA, 11);

    // When
    b.round();
    LiveStream stream = opened(b.open(call));

    // Then
    LiveSession taken =
        b.live.find(TENANT, domain.id(), new SessionRef.Named(call.name())).orElseThrow();
    assertThat(taken.id()).isEqualTo(call.id());
    assertThat(taken.restarted()).isTrue();
    assertThat(taken.createdAt()).isEqualTo(row(call).createdAt());
    assertThat(stream.number()).isEqualTo(2);
    assertThat(taken.heard().netSpeechSeconds()).isZero();
  }

  @Test
  void a_call_goes_on_with_its_profile_and_says_that_what_else_tuned_it_is_lost() {
    // Given
    Profile strict =
        profiles.create(
            TENANT,
            domain.id(),
            new ProfileName("strict"),
            new Tuning(97, null, null, 45.0, null, null));
    Tuning inline = new Tuning(99, null, 7.0, null, null, "de-x-hidden");
    LiveSession named = a.create(TENANT, domain, "named", new Tuned(Tuning.NONE, strict));
    LiveSession tuned = a.create(TENANT, domain, "tuned", new Tuned(inline, strict));
    silent(nameOfA, 11);

    // When
    b.round();
    LiveStream _ = opened(b.open(named));
    LiveStream _ = opened(b.open(tuned));

    // Then
    SessionTuning goneOn = taken(named).tuning();
    assertThat(goneOn.isLost()).isFalse();
    assertThat(goneOn.acceptanceThreshold(SessionSettings.AS_DOMAIN)).isEqualTo(97);
    assertThat(taken(named).keptUntilSpeechSeconds()).isEqualTo(45 * Sessions.KEPT_SHARE);
    assertThat(taken(tuned).tuning().isLost()).isTrue();
    assertThat(row(tuned).tuning().profile()).isEqualTo(strict.ref());
  }

  private LiveSession taken(LiveSession session) {
    return b.live.find(session.id()).orElseThrow();
  }

  @Test
  void a_call_whose_profile_was_deleted_meanwhile_has_lost_it() {
    // Given
    ProfileName name = new ProfileName("short-lived");
    Profile profile =
        profiles.create(TENANT, domain.id(), name, new Tuning(97, null, null, null, null, null));
    LiveSession call = a.create(TENANT, domain, "call", new Tuned(Tuning.NONE, profile));
    profiles.delete(TENANT, domain.id(), name);
    silent(nameOfA, 11);

    // When
    b.round();
    LiveStream _ = opened(b.open(call));

    // Then
    assertThat(call.tuning().acceptanceThreshold(call.settings())).isEqualTo(97);
    assertThat(taken(call).tuning().isLost()).isTrue();
  }

  @Test
  void a_call_that_nobody_streamed_to_is_taken_over_without_having_lost_anything() {
    LiveSession call = a.create(TENANT, domain, "call");
    silent(nameOfA, 11);

    b.round();
    LiveStream _ = opened(b.open(call));

    assertThat(b.live.find(call.id()).orElseThrow().restarted()).isFalse();
  }

  @Test
  void the_call_of_a_living_node_is_not_taken_from_it() {
    LiveSession call = a.create(TENANT, domain, "call");
    silent(nameOfA, 9);
    SessionRef ref = new SessionRef.Id(call.id());

    b.round();

    assertThat(b.open(call)).isEqualTo(new StreamAdmission.Refused(StreamEnd.OVERLOADED));
    assertConflict(
        () -> b.in(() -> b.sessions.streamable(TENANT, domain.id(), ref)),
        ConflictKind.SESSION_ELSEWHERE);
    assertConflict(
        () -> b.in(() -> b.sessions.require(TENANT, domain.id(), ref)),
        ConflictKind.SESSION_ELSEWHERE);
    assertThat(b.in(() -> b.sessions.join(TENANT, domain.id(), ref))).isEmpty();
  }

  @Test
  void a_call_that_this_node_has_just_ended_is_over_though_its_row_does_not_say_so_yet() {
    LiveSession call = a.create(TENANT, domain, "call");

    a.live.remove(call);

    assertThat(a.open(call)).isEqualTo(new StreamAdmission.Refused(StreamEnd.SESSION_ENDED));
    assertConflict(
        () -> a.in(() -> a.sessions.require(TENANT, domain.id(), new SessionRef.Id(call.id()))),
        ConflictKind.SESSION_ENDED);
  }

  @Test
  void a_caller_who_reconnects_by_name_finds_the_call() {
    LiveSession call = a.create(TENANT, domain, "contact-7");
    silent(nameOfA, 11);
    b.round();

    LiveSession joined =
        b.in(() -> b.sessions.join(TENANT, domain.id(), new SessionRef.Named(call.name())))
            .orElseThrow();

    assertThat(joined.id()).isEqualTo(call.id());
  }

  @Test
  void the_call_of_a_node_that_stops_may_go_on_at_once_and_its_caller_is_told_to_reconnect() {
    // Given
    LiveSession call = a.create(TENANT, domain, "call");
    LiveStream stream = opened(a.open(call));
    stream.closed(StreamEnd.CONNECTION_LOST);
    LiveStream again = opened(a.open(call));
    again.left().complete(null);

    // When
    a.stop();
    LiveStream third = opened(b.open(call));

    // Then
    assertThat(a.stopped).containsExactly(StreamEnd.DRAINING);
    assertThat(third.number()).isEqualTo(3);
    assertThat(b.live.find(call.id()).orElseThrow().restarted()).isTrue();
    assertThat(row(call).endedAt()).isNull();
  }

  @Test
  void a_node_that_stops_makes_no_calls_and_says_when_to_come_back() {
    a.stop();

    assertThat(a.sessions.stopping()).isTrue();
    assertThatThrownBy(() -> a.create(TENANT, domain, "late"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Overloaded.class));
  }

  @Test
  void the_same_node_after_its_death_goes_on_with_what_it_held() {
    // Given
    LiveSession call = a.create(TENANT, domain, "call");
    LiveStream _ = opened(a.open(call));

    // When
    Node again = new Node(nameOfA, shared);
    again.begin();
    LiveStream stream = opened(again.open(call));

    // Then
    assertThat(stream.number()).isEqualTo(2);
    assertThat(again.live.find(call.id()).orElseThrow().restarted()).isTrue();
  }

  @Test
  void a_call_that_nobody_comes_back_for_ends_as_lost_or_stopped() {
    // Given
    LiveSession lost = a.create(TENANT, domain, "lost");
    LiveSession released = b.create(TENANT, domain, "released");
    b.stop();
    silent(nameOfA, 11);
    Node c = new Node("c-" + run, shared);
    c.begin();
    c.round();
    assertThat(row(lost).endedAt()).isNull();

    // When
    sql(
        "update sessions set orphaned_at = now() - interval '61 seconds'"
            + " where domain_id = '"
            + domain.id()
            + "'");
    c.round();

    // Then
    assertThat(row(lost).endReason()).isEqualTo(EndReason.NODE_LOST);
    assertThat(row(released).endReason()).isEqualTo(EndReason.NODE_STOPPED);
    assertThat(c.open(lost)).isEqualTo(new StreamAdmission.Refused(StreamEnd.SESSION_ENDED));
    assertConflict(
        () -> c.in(() -> c.sessions.require(TENANT, domain.id(), new SessionRef.Id(lost.id()))),
        ConflictKind.SESSION_ENDED);
  }

  @Test
  void a_node_that_was_only_silent_keeps_what_nobody_took_and_lets_go_of_the_rest() {
    // Given
    LiveSession kept = a.create(TENANT, domain, "kept");
    LiveSession taken = a.create(TENANT, domain, "taken");
    LiveStream _ = opened(a.open(taken));
    silent(nameOfA, 11);
    b.round();
    LiveStream _ = opened(b.open(taken));

    // When
    a.round();

    // Then
    assertThat(a.live.find(kept.id())).isPresent();
    assertThat(a.live.find(taken.id())).isEmpty();
    assertThat(a.stopped).containsExactly(StreamEnd.DRAINING);
    assertThat(opened(a.open(kept)).number()).isEqualTo(1);
    assertThat(row(taken).endedAt()).isNull();
  }
}
