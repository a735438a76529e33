package io.voxward.enrollment.batch;

import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.enrollment.VoiceMaker.Made;
import io.voxward.enrollment.batch.EnrollmentPlan.FraudCheck;
import io.voxward.job.Job;
import io.voxward.watchlist.FraudsterSearch;
import io.voxward.watchlist.FraudsterSearch.Nearest;
import io.voxward.watchlist.Watchlists;
import jakarta.enterprise.context.ApplicationScoped;

/** Looks for fraudsters before somebody is enrolled. */
@ApplicationScoped
public class FraudGate {
  private final Domains domains;
  private final Watchlists watchlists;
  private final FraudsterSearch search;

  /** Looks by {@code search}. */
  public FraudGate(Domains domains, Watchlists watchlists, FraudsterSearch search) {
    this.domains = domains;
    this.watchlists = watchlists;
    this.search = search;
  }

  /** Whether a voice is that of somebody on the watchlist, as the check understands it. */
  boolean isKnown(Job job, FraudCheck check, Made.Voice voice) {
    Domain domain = domains.get(job.tenant(), job.domain());
    WatchlistId list = watchlists.requireOrDefault(domain, check.watchlist());
    Nearest nearest =
        search.nearest(job.tenant(), job.domain(), list, voice.embedding(), voice.speech());
    return nearest.searched() > 0 && nearest.score().meets(new DisplayScore(check.threshold()));
  }
}
