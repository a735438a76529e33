package io.voxward.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Tenants;
import io.voxward.common.Alphanumeric;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.MovableClock;
import io.voxward.common.Page;
import io.voxward.common.PageToken;
import io.voxward.common.TenantId;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.job.JobKind.Expansion;
import io.voxward.job.JobKind.Finish;
import io.voxward.job.JobKind.ItemResult;
import io.voxward.job.JobKind.Prepared;
import io.voxward.job.store.JobItemRepository;
import io.voxward.job.store.JobRepository;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs worked on by two nodes whose clock and whose deaths the test decides. */
@QuarkusTest
class JobRunnerTest {
  private static final TenantId TENANT = new TenantId("job-test");
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Tenants tenants;
  private final Domains domains;
  private final JobLeases leases;

  private final EntityManager database;
  private final MeterRegistry meters;
  private final PlainKind kind = new PlainKind();
  private final MovableClock clock = new MovableClock();
  private final Jobs jobs;
  private DomainId domain = DomainId.random();

  @Inject
  JobRunnerTest(
      Tenants tenants,
      Domains domains,
      JobLeases leases,
      JobRepository rows,
      JobItemRepository items,
      EntityManager database,
      MeterRegistry meters,
      jakarta.enterprise.event.Event<Jobs.Submitted> submitted) {
    this.tenants = tenants;
    this.domains = domains;
    this.leases = leases;
    this.database = database;
    this.meters = meters;
    this.jobs = new Jobs(rows, items, List.of(kind), submitted, clock);
  }

  @BeforeEach
  void noOldJobs() {
    tenants.ensure(TENANT);
    domain = domains.create(TENANT, new DomainDraft("d", null, DomainSettings.DEFAULT)).id();
    inTransaction(() -> {
      database
          .createNativeQuery("delete from job_items where tenant_id = 'job-test'")
          .executeUpdate();
      database.createNativeQuery("delete from jobs where tenant_id = 'job-test'").executeUpdate();
      database
          .createNativeQuery("delete from client_tokens where tenant_id = 'job-test'")
          .executeUpdate();
    });
  }

  private static void inTransaction(Runnable change) {
    QuarkusTransaction.requiringNew().run(change);
  }

  private JobRunner node() {
    return new JobRunner(
        Alphanumeric.random(), leases, List.of(kind), new PlainConfig(), clock, meters);
  }

  private record PlainConfig() implements JobConfig {
    @Override
    public int workers() {
      return 2;
    }

    @Override
    public Duration lease() {
      return LEASE;
    }

    @Override
    public Duration lookEvery() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int mostAttempts() {
      return 3;
    }

    @Override
    public Duration backOff() {
      return Duration.ofSeconds(2);
    }
  }

  private Job submit() {
    return QuarkusTransaction.requiringNew()
        .call(() -> jobs.submit(new JobDraft(TENANT, domain, PlainKind.NAME, "nightly", "{}")));
  }

  private Job now(Job job) {
    return QuarkusTransaction.requiringNew().call(() -> jobs.get(TENANT, domain, job.id()));
  }

  private static void runOut(JobRunner node) {
    while (node.step()) {
      // Each step does one piece of work.
    }
  }

  /** An effect that can happen only once: its second time breaks the table's key. */
  private ItemResult mark(JobItem item) {
    int _ =
        database
            .createNativeQuery(
                "insert into client_tokens (tenant_id, operation, client_token, request_hash,"
                    + " subject_id, created_at) values ('job-test', 'mark', ?1, ''::bytea, '', now())")
            .setParameter(1, item.input())
            .executeUpdate();
    return new ItemResult.Done("marked");
  }

  private long marks() {
    return (long)
        database
            .createNativeQuery(
                "select count(*) from client_tokens where tenant_id = 'job-test'", Long.class)
            .getSingleResult();
  }

  @Test
  void a_job_is_split_worked_on_and_completed_and_its_progress_shows_all_the_while() {
    // Given
    Job job = submit();
    JobRunner node = node();
    List<String> seen = new ArrayList<>();

    // When
    do {
      Job at = now(job);
      seen.add(at.status() + " " + at.progress().percentComplete(at.status()));
    } while (node.step());

    // Then
    assertThat(seen)
        .containsExactly(
            "SUBMITTED 0",
            "IN_PROGRESS 0",
            "IN_PROGRESS 33",
            "IN_PROGRESS 66",
            "IN_PROGRESS 99",
            "COMPLETED 100");
    assertThat(now(job).endedAt()).isEqualTo(clock.instant());
    assertThat(kind.finished())
        .extracting(JobItem::result)
        .containsExactly("did item 0", "did item 1", "did item 2");
    assertThat(kind.ended).containsExactly("COMPLETED");
  }

  @Test
  void an_item_that_fails_leaves_the_others_alone() {
    // Given
    Job job = submit();
    kind.prepare =
        (any, item) ->
            switch ((int) item.number()) {
              case 0 -> new Prepared.Refused(new JobFailure(400, "no speech"));
              case 1 ->
                  throw FailureException.conflict(
                      Failure.ConflictKind.SPEAKER_OPTED_OUT, "opted out");
              default ->
                  new Prepared.Effect(() -> {
                    throw new FailureException(new Failure.QuotaExceeded("speakers", 7));
                  });
            };

    // When
    runOut(node());

    // Then
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED_WITH_ERRORS);
    assertThat(now(job).progress()).isEqualTo(new JobProgress(3, 0, 3));
    assertThat(kind.finished())
        .extracting(JobItem::failure)
        .containsExactly(
            new JobFailure(400, "no speech"),
            new JobFailure(409, "opted out"),
            new JobFailure(402, "the limit of 7 speakers is reached"));
  }

  @Test
  void an_entry_that_was_wrong_from_the_start_is_never_worked_on() {
    // Given
    Job job = submit();
    kind.expand =
        any ->
            new Expansion.Items(
                List.of(
                    new ItemDraft("bad", new JobFailure(400, "no RequestId")),
                    ItemDraft.of("good")));
    List<String> worked = new ArrayList<>();
    kind.prepare =
        (any, item) -> {
          worked.add(item.input());
          return new Prepared.Effect(() -> new ItemResult.Done("ok"));
        };

    // When
    runOut(node());

    // Then
    assertThat(worked).containsExactly("good");
    assertThat(now(job).progress()).isEqualTo(new JobProgress(2, 1, 1));
  }

  @Test
  void a_dead_nodes_item_is_taken_over_when_its_lease_has_run_out_and_not_before() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    kind.prepare = (any, item) -> new Prepared.Effect(() -> mark(item));
    Job job = submit();
    JobRunner dead = node();
    JobRunner alive = node();
    assertThat(dead.step()).isTrue();
    List<Runnable> neverDone = dead.take(1);
    assertThat(neverDone).hasSize(1);

    // When
    boolean early = alive.step();
    clock.advance(LEASE);
    runOut(alive);

    // Then
    assertThat(early).isFalse();
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(marks()).isEqualTo(1);
  }

  @Test
  void a_node_that_was_thought_dead_changes_nothing_when_it_comes_back() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    kind.prepare = (any, item) -> new Prepared.Effect(() -> mark(item));
    Job job = submit();
    JobRunner slow = node();
    JobRunner other = node();
    assertThat(slow.step()).isTrue();
    List<Runnable> late = slow.take(1);
    clock.advance(LEASE);
    List<Runnable> again = other.take(1);

    // When
    late.forEach(Runnable::run);

    // Then
    assertThat(marks()).isZero();
    assertThat(now(job).progress().done()).isZero();
    again.forEach(Runnable::run);
    assertThat(marks()).isEqualTo(1);
    assertThat(now(job).progress().done()).isEqualTo(1);
  }

  @Test
  void signs_of_life_keep_an_item_that_takes_longer_than_its_lease() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    Job job = submit();
    JobRunner busy = node();
    JobRunner other = node();
    assertThat(busy.step()).isTrue();
    List<Runnable> working = busy.take(1);

    // When
    for (int i = 0; i < 10; i++) {
      clock.advance(LEASE.dividedBy(3));
      busy.prolong();
      assertThat(other.step()).isFalse();
    }
    working.forEach(Runnable::run);

    // Then
    assertThat(now(job).progress().done()).isEqualTo(1);
  }

  @Test
  void two_nodes_share_one_job_and_each_item_is_done_once() throws Exception {
    // Given
    int count = 60;
    kind.expand = any -> PlainKind.items(count);
    Set<String> threads = new ConcurrentSkipListSet<>();
    AtomicInteger worked = new AtomicInteger();
    kind.prepare =
        (any, item) -> {
          threads.add(Thread.currentThread().getName());
          worked.incrementAndGet();
          return new Prepared.Effect(() -> mark(item));
        };
    Job job = submit();
    JobRunner first = node();
    assertThat(first.step()).isTrue();

    // When
    Thread one = Thread.ofPlatform().name("one").start(() -> runOut(first));
    Thread two = Thread.ofPlatform().name("two").start(() -> runOut(node()));
    one.join();
    two.join();
    runOut(node());

    // Then
    assertThat(threads).contains("one", "two");
    assertThat(worked.get()).isEqualTo(count);
    assertThat(marks()).isEqualTo(count);
    assertThat(now(job).progress()).isEqualTo(new JobProgress(count, count, 0));
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void what_goes_wrong_unexpectedly_is_tried_again_later_and_fails_at_last() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    AtomicInteger tries = new AtomicInteger();
    kind.prepare =
        (any, item) -> {
          tries.incrementAndGet();
          return new Prepared.Effect(() -> {
            mark(item);
            throw new IllegalStateException("a fault on purpose");
          });
        };
    Job job = submit();
    JobRunner node = node();

    // When
    runOut(node);
    assertThat(tries.get()).isEqualTo(1);
    clock.advance(Duration.ofSeconds(2));
    runOut(node);
    assertThat(tries.get()).isEqualTo(2);
    clock.advance(Duration.ofSeconds(2));
    assertThat(node.step()).isFalse();
    clock.advance(Duration.ofSeconds(2));
    runOut(node);

    // Then
    assertThat(tries.get()).isEqualTo(3);
    assertThat(marks()).isZero();
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED_WITH_ERRORS);
    assertThat(kind.finished().getFirst().failure())
        .isEqualTo(new JobFailure(500, "internal error, given up after 3 tries"));
  }

  @Test
  void an_item_that_kills_its_nodes_is_given_up() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    AtomicInteger tries = new AtomicInteger();
    kind.prepare =
        (any, item) -> {
          tries.incrementAndGet();
          throw new AssertionError("an error on purpose, as if the node had died");
        };
    Job job = submit();
    assertThat(node().step()).isTrue();

    // When
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> node().step()).isInstanceOf(AssertionError.class);
      clock.advance(LEASE);
    }
    runOut(node());

    // Then
    assertThat(tries.get()).isEqualTo(3);
    assertThat(now(job).progress()).isEqualTo(new JobProgress(1, 0, 1));
  }

  @Test
  void a_step_that_broke_off_is_given_back_with_the_next_sign_of_life() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    AtomicInteger tries = new AtomicInteger();
    kind.prepare =
        (any, item) -> {
          if (tries.incrementAndGet() == 1) {
            throw new AssertionError("an error on purpose");
          }
          return new Prepared.Effect(() -> new ItemResult.Done("ok"));
        };
    Job job = submit();
    JobRunner node = node();
    assertThat(node.step()).isTrue();
    assertThatThrownBy(node::step).isInstanceOf(AssertionError.class);

    // When
    node.prolong();
    clock.advance(Duration.ofSeconds(2));
    runOut(node);

    // Then
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void waiting_for_a_full_queue_costs_no_attempt() {
    // Given
    kind.expand = any -> PlainKind.items(1);
    AtomicInteger tries = new AtomicInteger();
    kind.prepare =
        (any, item) ->
            tries.incrementAndGet() < 9
                ? new Prepared.Later(Duration.ofSeconds(1))
                : new Prepared.Effect(() -> new ItemResult.Done("attempt " + item.attempts()));
    Job job = submit();
    JobRunner node = node();

    // When
    for (int i = 0; i < 10; i++) {
      runOut(node);
      clock.advance(Duration.ofSeconds(1));
    }

    // Then
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(kind.finished().getFirst().result()).isEqualTo("attempt 1");
  }

  @Test
  void a_node_that_stops_gives_back_at_once_what_it_holds() {
    // Given
    kind.expand = any -> PlainKind.items(2);
    kind.prepare = (any, item) -> new Prepared.Effect(() -> mark(item));
    Job job = submit();
    JobRunner stopping = node();
    assertThat(stopping.step()).isTrue();
    List<Runnable> unfinished = stopping.take(2);

    // When
    stopping.giveBack();
    unfinished.forEach(Runnable::run);

    // Then
    assertThat(marks()).isZero();
    runOut(node());
    assertThat(marks()).isEqualTo(2);
    assertThat(kind.finished()).extracting(JobItem::attempts).containsExactly(1, 1);
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void a_job_that_is_failed_from_outside_ends_at_once_and_work_in_progress_has_no_effect() {
    // Given
    kind.prepare = (any, item) -> new Prepared.Effect(() -> mark(item));
    Job job = submit();
    JobRunner node = node();
    assertThat(node.step()).isTrue();
    List<Runnable> working = node.take(1);

    // When
    inTransaction(
        () -> jobs.failAll(TENANT, domain, new JobFailure(409, "the domain is SUSPENDED")));
    working.forEach(Runnable::run);

    // Then
    assertThat(marks()).isZero();
    assertThat(node.step()).isFalse();
    assertThat(now(job).status()).isEqualTo(JobStatus.FAILED);
    assertThat(now(job).failure()).isEqualTo(new JobFailure(409, "the domain is SUSPENDED"));
    assertThat(kind.ended).containsExactly("FAILED");
  }

  @Test
  void splitting_that_goes_wrong_is_tried_again_and_leaves_no_items_behind() {
    // Given
    AtomicInteger tries = new AtomicInteger();
    kind.expand =
        any -> {
          if (tries.incrementAndGet() < 3) {
            throw new IllegalStateException("the store does not answer, on purpose");
          }
          return PlainKind.items(2);
        };
    Job job = submit();
    JobRunner node = node();

    // When
    for (int i = 0; i < 3; i++) {
      runOut(node);
      clock.advance(Duration.ofSeconds(4));
    }

    // Then
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
    assertThat(now(job).progress()).isEqualTo(new JobProgress(2, 2, 0));
  }

  @Test
  void a_job_that_cannot_be_split_or_finished_fails_and_says_why() {
    // Given
    kind.expand = any -> new Expansion.Refused(new JobFailure(404, "no manifest"));
    Job unsplit = submit();
    runOut(node());
    kind.expand = any -> PlainKind.items(1);
    kind.finish = items -> new Finish.Refused(new JobFailure(403, "no access"));
    Job unfinished = submit();

    // When
    runOut(node());

    // Then
    assertThat(now(unsplit).failure()).isEqualTo(new JobFailure(404, "no manifest"));
    assertThat(now(unfinished).failure()).isEqualTo(new JobFailure(403, "no access"));
    assertThat(now(unfinished).progress().done()).isEqualTo(1);
    assertThat(kind.ended).containsExactly("FAILED", "FAILED");
  }

  @Test
  void what_a_kind_can_explain_is_said_when_a_job_is_given_up() {
    // Given
    kind.expand =
        any -> {
          throw new UnsupportedOperationException("a silent store, on purpose");
        };
    Job job = submit();
    JobRunner node = node();

    // When
    for (int i = 0; i < 3; i++) {
      runOut(node);
      clock.advance(Duration.ofSeconds(10));
    }

    // Then
    assertThat(now(job).failure())
        .isEqualTo(new JobFailure(500, "the store does not answer, given up after 3 tries"));
  }

  @Test
  void a_job_without_items_completes() {
    // Given
    kind.expand = any -> PlainKind.items(0);
    Job job = submit();

    // When
    runOut(node());

    // Then
    assertThat(now(job).status()).isEqualTo(JobStatus.COMPLETED);
  }

  @Test
  void jobs_are_listed_newest_first_by_kind_and_status_a_page_at_a_time() {
    // Given
    List<JobId> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.addFirst(submit().id());
      clock.advance(Duration.ofMillis(1));
    }

    // When
    List<JobId> listed = new ArrayList<>();
    PageToken from = null;
    do {
      PageToken at = from;
      Page<Job> page =
          QuarkusTransaction.requiringNew()
              .call(() ->
                  jobs.list(
                      TENANT,
                      domain,
                      new Jobs.Filter(Set.of(PlainKind.NAME), JobStatus.SUBMITTED),
                      2,
                      at));
      page.items().forEach(job -> listed.add(job.id()));
      from = page.next();
    } while (from != null);

    // Then
    assertThat(listed).isEqualTo(submitted);
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() ->
                    jobs.list(TENANT, domain, new Jobs.Filter(Set.of("OTHER"), null), 10, null)
                        .items()))
        .isEmpty();
    assertThat(
            QuarkusTransaction.requiringNew()
                .call(() -> jobs.countActive(TENANT, domain, PlainKind.NAME)))
        .isEqualTo(5);
  }
}
