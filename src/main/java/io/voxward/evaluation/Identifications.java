package io.voxward.evaluation;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.profile.Tuned;
import io.voxward.session.Heard;
import io.voxward.watchlist.FraudsterSearch;
import io.voxward.watchlist.FraudsterSearch.Candidates;
import io.voxward.watchlist.Watchlists;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches for the voice of a recording among fraudsters. There is one look and no more speech to
 * come, so from the least amount of speech on the threshold alone decides. Nothing of the recording
 * is kept; that a search was made is audited.
 */
@ApplicationScoped
public class Identifications {
  private final Domains domains;
  private final Watchlists watchlists;
  private final FraudsterSearch search;
  private final Situations situations;
  private final RecordingEars ears;
  private final Clock clock;
  private final MeterRegistry meters;

  /** Hears with {@code ears} and searches with {@code search}. */
  public Identifications(
      Domains domains,
      Watchlists watchlists,
      FraudsterSearch search,
      Situations situations,
      RecordingEars ears,
      Clock clock,
      MeterRegistry meters) {
    this.domains = domains;
    this.watchlists = watchlists;
    this.search = search;
    this.situations = situations;
    this.ears = ears;
    this.clock = clock;
    this.meters = meters;
  }

  /** Where to look. */
  public sealed interface Where {
    /** Everybody in the domain. */
    record WholeDomain() implements Where {}

    /** One watchlist; the default one where none is named. */
    record List(@Nullable WatchlistId named) implements Where {}
  }

  /**
   * Refuses to go on where nothing can come of it, before the recording is read.
   *
   * @throws FailureException if there is no such active domain or no such watchlist in it
   */
  public void requireWatchlist(TenantId tenant, DomainId domainId, Where where) {
    @Nullable WatchlistId _ = watchlist(domains.requireActive(tenant, domainId), where);
  }

  private @Nullable WatchlistId watchlist(Domain domain, Where where) {
    return switch (where) {
      case Where.WholeDomain() -> null;
      case Where.List(var named) -> watchlists.requireOrDefault(domain, named);
    };
  }

  /**
   * Who may be speaking.
   *
   * @param tuned what the request wants otherwise than the domain
   * @param most how many are named at most
   * @throws FailureException if domain or watchlist are missing, or the node is full
   */
  public Identification identify(
      TenantId tenant, DomainId domainId, Where where, PcmAudio recording, Tuned tuned, int most) {
    Domain domain = domains.requireActive(tenant, domainId);
    WatchlistId list = watchlist(domain, where);
    DisplayScore threshold = new DisplayScore(tuned.riskThreshold(domain.settings()));
    Heard heard = ears.hear(recording, search.needsPrevious(tenant, domainId, list)).heard();
    double seconds = heard.netSpeechSeconds();
    double least = situations.leastSeconds(domain, tuned);
    boolean enough = heard.voice() != null && seconds >= least;
    Candidates found =
        enough
            ? search.candidates(tenant, domainId, list, Situations.probes(heard), most)
            : new Candidates(List.of(), 0);
    FraudDecision decision = enough ? decide(found, threshold) : FraudDecision.NOT_ENOUGH_SPEECH;
    meters
        .counter("voxward.decisions", "kind", "identification", "decision", decision.name())
        .increment();
    return new Identification(
        decision,
        threshold,
        list,
        found,
        seconds,
        enough ? 0 : Math.max(0, least - seconds),
        least,
        situations.calibration(),
        clock.instant());
  }

  private static FraudDecision decide(Candidates found, DisplayScore threshold) {
    boolean high =
        !found.candidates().isEmpty() && found.candidates().getFirst().score().meets(threshold);
    return high ? FraudDecision.HIGH_RISK : FraudDecision.LOW_RISK;
  }
}
