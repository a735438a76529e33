package io.voxward.wire.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.test.junit.QuarkusTest;
import io.voxward.access.Role;
import io.voxward.access.Tenants;
import io.voxward.common.DomainId;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.Erasures;
import io.voxward.domain.DomainDraft;
import io.voxward.domain.DomainSettings;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.CallFormat;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionSettings;
import io.voxward.session.Sessions;
import io.voxward.speaker.Speakers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The quotas, where the things they count are made: also when many are made at once. {@code
 * TestDatabase} gives the tenants of this test small ones.
 */
@QuarkusTest
class QuotaTest {
  private static final int AT_ONCE = 12;
  private static final DomainDraft DRAFT = new DomainDraft("bank", null, DomainSettings.DEFAULT);

  private final RestCalls rest;
  private final Domains domains;
  private final Speakers speakers;
  private final Erasures erasures;
  private final Sessions sessions;
  private final Tenants tenants;

  @Inject
  QuotaTest(
      RestCalls rest,
      Domains domains,
      Speakers speakers,
      Erasures erasures,
      Sessions sessions,
      Tenants tenants) {
    this.rest = rest;
    this.domains = domains;
    this.speakers = speakers;
    this.erasures = erasures;
    this.sessions = sessions;
    this.tenants = tenants;
  }

  private static long madeAtOnce(Callable<Object> make)
      throws InterruptedException, ExecutionException {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Boolean>> each =
          IntStream.range(0, AT_ONCE)
              .mapToObj(i ->
                  callers.submit(() -> {
                    go.await();
                    try {
                      make.call();
                      return true;
                    } catch (FailureException e) {
                      assertThat(e.failure()).isInstanceOf(Failure.QuotaExceeded.class);
                      return false;
                    }
                  }))
              .toList();
      go.countDown();
      long made = 0;
      for (Future<Boolean> one : each) {
        made += one.get() ? 1 : 0;
      }
      return made;
    }
  }

  @Test
  void domains_made_at_once_are_as_many_as_the_quota_and_a_suspended_one_does_not_count()
      throws InterruptedException, ExecutionException {
    // Given
    TenantId tenant = new TenantId("quota-domains");
    String admin = rest.token(tenant, Role.ADMIN);

    // When
    long made = madeAtOnce(() -> domains.create(tenant, DRAFT));
    RestCalls.Answer refused =
        rest.send("POST", "/api/v1/domains", admin, "{\"name\": \"one-more\"}");

    // Then
    assertThat(made).isEqualTo(3);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text("type")).endsWith("quota-exceeded");
    assertThat(refused.text("detail")).contains("3 domains");
    String first =
        rest.send("GET", "/api/v1/domains", admin, null)
            .body()
            .path("items")
            .get(0)
            .path("domainId")
            .asText();
    String path = "/api/v1/domains/" + first;
    assertThat(rest.send("DELETE", path, admin, null).status()).isEqualTo(200);
    assertThat(rest.send("POST", "/api/v1/domains", admin, "{\"name\": \"in-its-place\"}").status())
        .isEqualTo(201);
    assertThat(rest.send("POST", path + "/restore", admin, null).status()).isEqualTo(409);
  }

  @Test
  void speakers_made_at_once_are_as_many_as_the_quota_and_a_deleted_one_gives_its_place_back()
      throws InterruptedException, ExecutionException {
    // Given
    TenantId tenant = new TenantId("quota-speakers");
    tenants.ensure(tenant);
    DomainId domain = domains.create(tenant, DRAFT).id();
    SpeakerRef first = SpeakerRef.parse("first");
    speakers.ensure(tenant, domain, first);
    java.util.concurrent.atomic.AtomicInteger number =
        new java.util.concurrent.atomic.AtomicInteger();

    // When
    long made =
        madeAtOnce(() ->
            speakers.ensure(
                tenant, domain, SpeakerRef.parse("customer-" + number.incrementAndGet())));

    // Then
    assertThat(made).isEqualTo(4);
    assertThatCode(() -> speakers.ensure(tenant, domain, first)).doesNotThrowAnyException();
    String admin = rest.token(tenant, Role.ADMIN);
    String optOut = "/api/v1/domains/" + domain + "/speakers/stranger/opt-out";
    assertThat(rest.send("POST", optOut, admin, null).status()).isEqualTo(409);
    erasures.deleteSpeaker(tenant, domain, first);
    assertThat(rest.send("POST", optOut, admin, null).status()).isEqualTo(200);
    assertThat(rest.send("POST", optOut, admin, null).status()).isEqualTo(200);
  }

  @Test
  void sessions_made_at_once_are_as_many_as_the_quota_and_an_ended_one_gives_its_place_back()
      throws InterruptedException, ExecutionException {
    // Given
    TenantId tenant = new TenantId("quota-sessions");
    tenants.ensure(tenant);
    DomainId domain = domains.create(tenant, DRAFT).id();
    CallFormat format = new CallFormat(Encoding.PCMU, SampleRate.TELEPHONE, 1, 0);
    SessionDraft draft = new SessionDraft(null, null, format, SessionSettings.AS_DOMAIN, null);
    var kept = sessions.create(tenant, domain, draft);

    // When
    long made = madeAtOnce(() -> sessions.create(tenant, domain, draft));

    // Then
    assertThat(made).isEqualTo(4);
    sessions.end(kept);
    assertThatCode(() -> sessions.create(tenant, domain, draft)).doesNotThrowAnyException();
  }
}
