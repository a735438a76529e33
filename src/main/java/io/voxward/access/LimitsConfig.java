package io.voxward.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** How much of everything a tenant may have, and how often it may ask. */
@ConfigMapping(prefix = "voxward.limits")
public interface LimitsConfig {
  /** The limits where nothing else is said: {@code generous} or {@code voice-id}. */
  @WithDefault("generous")
  LimitsProfile profile();

  /** Single quotas that differ from the profile. */
  QuotasConfig quota();

  /**
   * Single rates that differ from the profile, by the operation's name: calls a second, 0 for none
   * at all. Upper and lower case are the same.
   */
  Map<String, Double> rate();

  /** Tenants that have limits of their own, by the tenant's id. */
  Map<String, TenantLimitsConfig> tenant();

  /** Limits of one tenant. What is not said here is as for everybody. */
  interface TenantLimitsConfig {
    /** The profile of this tenant; single quotas and rates of everybody do not apply then. */
    Optional<LimitsProfile> profile();

    /** Single quotas of this tenant. */
    QuotasConfig quota();

    /** Single rates of this tenant. */
    Map<String, Double> rate();
  }

  /** Single quotas; each is 0 or more. */
  interface QuotasConfig {
    /** Domains of a tenant; a suspended one does not count. */
    OptionalLong domains();

    /** Sessions of a domain whose stream is awaited or open. */
    OptionalLong activeSessions();

    /** Speakers of a domain. */
    OptionalLong speakers();

    /** Watchlists of a domain, the default one included. */
    OptionalLong watchlists();

    /** Fraudsters of one watchlist. */
    OptionalLong fraudstersPerWatchlist();

    /** Speaker enrolment jobs of a domain that are not over. */
    OptionalLong activeEnrollmentJobs();

    /** Fraudster registration jobs of a domain that are not over. */
    OptionalLong activeRegistrationJobs();

    /** Speakers that one enrolment job names. */
    OptionalLong speakersPerJob();

    /** Fraudsters that one registration job names. */
    OptionalLong fraudstersPerJob();

    /** The one of these that is for {@code quota}. */
    default OptionalLong of(Quota quota) {
      return switch (quota) {
        case DOMAINS -> domains();
        case ACTIVE_SESSIONS -> activeSessions();
        case SPEAKERS -> speakers();
        case WATCHLISTS -> watchlists();
        case FRAUDSTERS_PER_WATCHLIST -> fraudstersPerWatchlist();
        case ACTIVE_ENROLLMENT_JOBS -> activeEnrollmentJobs();
        case ACTIVE_REGISTRATION_JOBS -> activeRegistrationJobs();
        case SPEAKERS_PER_JOB -> speakersPerJob();
        case FRAUDSTERS_PER_JOB -> fraudstersPerJob();
      };
    }
  }
}
