package io.voxward.access;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.access.LimitsConfig.TenantLimitsConfig;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How much of everything a tenant may have. Whoever makes a thing counts what is there, under a
 * lock that lasts until its commit, and asks here.
 */
@ApplicationScoped
public class Limits {
  private final LimitsConfig config;
  private final MeterRegistry meters;

  /** Reads limits from {@code config} and counts refusals in {@code meters}. */
  public Limits(LimitsConfig config, MeterRegistry meters) {
    this.config = config;
    this.meters = meters;
  }

  /**
   * How many the tenant may have: its own quota, its own profile, everybody's quota, the profile.
   */
  public long of(TenantId tenant, Quota quota) {
    TenantLimitsConfig own = config.tenant().get(tenant.value());
    if (own != null) {
      OptionalLong single = own.quota().of(quota);
      if (single.isPresent()) {
        return single.getAsLong();
      }
      if (own.profile().isPresent()) {
        return quota.in(own.profile().get());
      }
    }
    return config.quota().of(quota).orElse(quota.in(config.profile()));
  }

  /**
   * Passes if one more may be made.
   *
   * @param alreadyThere how many there are
   * @throws FailureException of kind {@link Failure.QuotaExceeded} otherwise
   */
  public void require(TenantId tenant, Quota quota, long alreadyThere) {
    require(tenant, quota, alreadyThere, 1);
  }

  /**
   * Passes if {@code more} may be made.
   *
   * @throws FailureException of kind {@link Failure.QuotaExceeded} otherwise
   */
  public void require(TenantId tenant, Quota quota, long alreadyThere, long more) {
    long limit = of(tenant, quota);
    if (alreadyThere + more > limit) {
      meters.counter("voxward.quota.refusals", "quota", quota.name()).increment();
      throw new FailureException(new Failure.QuotaExceeded(quota.word(), limit));
    }
  }

  /** Calls a second that the tenant may make of an operation; empty where there is no limit. */
  OptionalDouble rate(TenantId tenant, String operation) {
    TenantLimitsConfig own = config.tenant().get(tenant.value());
    if (own != null) {
      Double single = find(own.rate(), operation);
      if (single != null) {
        return limit(single);
      }
      if (own.profile().isPresent()) {
        return OfficialRates.in(own.profile().get(), operation);
      }
    }
    Double single = find(config.rate(), operation);
    return single == null ? OfficialRates.in(config.profile(), operation) : limit(single);
  }

  private static OptionalDouble limit(double perSecond) {
    return perSecond > 0 ? OptionalDouble.of(perSecond) : OptionalDouble.empty();
  }

  /** Environment variables lose the case of a name, so it does not count. */
  private static @Nullable Double find(java.util.Map<String, Double> rates, String operation) {
    if (rates.isEmpty()) {
      return null;
    }
    Double exact = rates.get(operation);
    return exact == null ? rates.get(operation.toLowerCase(Locale.ROOT)) : exact;
  }
}
