package io.voxward.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final TenantId TENANT = new TenantId("acme");
  private static final TenantId OTHER = new TenantId("other");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  static Limits limits(SimpleMeterRegistry meters, Map<String, String> settings) {
    LimitsConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(LimitsConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build()
            .getConfigMapping(LimitsConfig.class);
    return new Limits(config, meters);
  }

  private Limits limits(String... settings) {
    Map<String, String> map = new java.util.TreeMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      map.put("voxward.limits." + settings[i], settings[i + 1]);
    }
    return limits(meters, map);
  }

  @Test
  void by_default_limits_are_generous_and_there_are_no_rates() {
    // When
    Limits limits = limits();

    // Then
    assertThat(limits.of(TENANT, Quota.DOMAINS)).isEqualTo(1_000);
    assertThat(limits.of(TENANT, Quota.SPEAKERS)).isEqualTo(10_000_000);
    assertThat(limits.rate(TENANT, "EvaluateSession")).isEmpty();
  }

  @Test
  void one_setting_brings_the_official_quotas_and_rates() {
    // When
    Limits limits = limits("profile", "voice-id");

    // Then
    assertThat(limits.of(TENANT, Quota.DOMAINS)).isEqualTo(3);
    assertThat(limits.of(TENANT, Quota.ACTIVE_SESSIONS)).isEqualTo(50);
    assertThat(limits.of(TENANT, Quota.SPEAKERS)).isEqualTo(100_000);
    assertThat(limits.of(TENANT, Quota.WATCHLISTS)).isEqualTo(3);
    assertThat(limits.of(TENANT, Quota.FRAUDSTERS_PER_WATCHLIST)).isEqualTo(500);
    assertThat(limits.of(TENANT, Quota.ACTIVE_ENROLLMENT_JOBS)).isEqualTo(1);
    assertThat(limits.of(TENANT, Quota.ACTIVE_REGISTRATION_JOBS)).isEqualTo(1);
    assertThat(limits.of(TENANT, Quota.SPEAKERS_PER_JOB)).isEqualTo(10_000);
    assertThat(limits.of(TENANT, Quota.FRAUDSTERS_PER_JOB)).isEqualTo(500);
    assertThat(limits.rate(TENANT, "EvaluateSession")).hasValue(60);
    assertThat(limits.rate(TENANT, "ListSpeakers")).hasValue(5);
    assertThat(limits.rate(TENANT, "OptOutSpeaker")).hasValue(10);
    assertThat(limits.rate(TENANT, "CreateDomain")).hasValue(2);
    assertThat(limits.rate(TENANT, "ListFraudsters")).hasValue(5);
    assertThat(limits.rate(TENANT, "StartSession")).isEmpty();
  }

  @Test
  void single_quotas_and_rates_stand_above_the_profile() {
    // When
    Limits limits =
        limits(
            "profile", "voice-id",
            "quota.speakers", "7",
            "rate.evaluatesession", "3000",
            "rate.CreateDomain", "0");

    // Then
    assertThat(limits.of(TENANT, Quota.SPEAKERS)).isEqualTo(7);
    assertThat(limits.of(TENANT, Quota.DOMAINS)).isEqualTo(3);
    assertThat(limits.rate(TENANT, "EvaluateSession")).hasValue(3000);
    assertThat(limits.rate(TENANT, "CreateDomain")).isEmpty();
  }

  @Test
  void a_tenants_own_limits_are_its_own() {
    // When
    Limits limits =
        limits(
            "quota.speakers", "7",
            "tenant.acme.profile", "voice-id",
            "tenant.acme.quota.domains", "5",
            "tenant.acme.rate.ListSpeakers", "50");

    // Then
    assertThat(limits.of(TENANT, Quota.DOMAINS)).isEqualTo(5);
    assertThat(limits.of(TENANT, Quota.SPEAKERS)).isEqualTo(100_000);
    assertThat(limits.rate(TENANT, "ListSpeakers")).hasValue(50);
    assertThat(limits.rate(TENANT, "EvaluateSession")).hasValue(60);
    assertThat(limits.of(OTHER, Quota.SPEAKERS)).isEqualTo(7);
    assertThat(limits.of(OTHER, Quota.DOMAINS)).isEqualTo(1_000);
    assertThat(limits.rate(OTHER, "EvaluateSession")).isEmpty();
  }

  @Test
  void the_last_place_may_be_taken_and_the_next_is_refused_and_counted() {
    // Given
    Limits limits = limits("quota.domains", "3");
    assertThatCode(() -> limits.require(TENANT, Quota.DOMAINS, 2)).doesNotThrowAnyException();

    // When / Then
    assertThatThrownBy(() -> limits.require(TENANT, Quota.DOMAINS, 3))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isEqualTo(new Failure.QuotaExceeded("domains", 3)));
    assertThat(meters.counter("voxward.quota.refusals", "quota", "DOMAINS").count()).isEqualTo(1);
  }

  @Test
  void a_whole_job_is_measured_at_once() {
    // Given
    Limits limits = limits("quota.speakers-per-job", "10");

    // When / Then
    assertThatCode(() -> limits.require(TENANT, Quota.SPEAKERS_PER_JOB, 0, 10))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> limits.require(TENANT, Quota.SPEAKERS_PER_JOB, 0, 11))
        .isInstanceOf(FailureException.class);
  }
}
