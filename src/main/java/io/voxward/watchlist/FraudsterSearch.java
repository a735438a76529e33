package io.voxward.watchlist;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.TenantId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.engine.scoring.Scorer;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.voiceprint.Voiceprints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a voice among fraudsters. Every one of them is compared (exact search), on a copy in
 * memory that is checked against the database each time: whatever was committed before is seen, by
 * whichever node. Scores are those of {@link WatchlistRisk}.
 */
@ApplicationScoped
public class FraudsterSearch {
  private final Snapshots snapshots;
  private final Voiceprints voiceprints;
  private final Calibration calibration;
  private final Audit audit;
  private final MeterRegistry meters;

  /** Searches in {@code snapshots}, weighs by the calibration of {@code scorer}. */
  public FraudsterSearch(
      Snapshots snapshots,
      Voiceprints voiceprints,
      Scorer scorer,
      Audit audit,
      MeterRegistry meters) {
    this.snapshots = snapshots;
    this.voiceprints = voiceprints;
    this.calibration = scorer.calibration();
    this.audit = audit;
    this.meters = meters;
  }

  /**
   * What a search found.
   *
   * @param fraudster the nearest one; absent where nobody scores above zero
   * @param score how near they came, as a risk of the whole search
   * @param evidence the weight of the best comparison alone; absent where nobody was compared
   * @param searched how many fraudsters were compared
   */
  public record Nearest(
      @Nullable GeneratedFraudsterId fraudster,
      DisplayScore score,
      @Nullable LogLikelihoodRatio evidence,
      int searched) {
    /** Nobody was there to compare with. */
    public static final Nearest NOBODY = new Nearest(null, new DisplayScore(0), null, 0);
  }

  /** Somebody who came near, with the risk score of the whole search. */
  public record Candidate(GeneratedFraudsterId fraudster, DisplayScore score) {}

  /**
   * Everybody who came near.
   *
   * @param candidates those who score above zero, the nearest first
   * @param searched how many fraudsters were compared
   */
  public record Candidates(List<Candidate> candidates, int searched) {
    /** Keeps an unmodifiable copy. */
    public Candidates {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * The nearest fraudster.
   *
   * @param list the watchlist to look into; the whole domain where absent. One that the domain does
   *     not have is empty
   * @param voice as the engine made it
   * @param speech the net speech behind it
   */
  @Transactional
  public Nearest nearest(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId list,
      Embedding voice,
      NetSpeech speech) {
    long begun = System.nanoTime();
    Search search = search(tenant, domain, list, voice, speech);
    Nearest nearest = search.rows().length == 0 ? Nearest.NOBODY : best(search);
    timer(nearest.fraudster() != null).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return nearest;
  }

  private Nearest best(Search search) {
    int best = search.rows()[0];
    for (int row : search.rows()) {
      if (search.ratio(row).compareTo(search.ratio(best)) > 0) {
        best = row;
      }
    }
    DisplayScore score = score(search, best);
    return new Nearest(
        score.value() > 0 ? search.snapshot().fraudster(best) : null,
        score,
        search.ratio(best),
        search.rows().length);
  }

  /**
   * The fraudsters who came nearest, for a person who asked for them: that is audited.
   *
   * @param most how many at most
   */
  @Transactional
  public Candidates candidates(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId list,
      Embedding voice,
      NetSpeech speech,
      int most) {
    long begun = System.nanoTime();
    Search search = search(tenant, domain, list, voice, speech);
    List<Candidate> found =
        IntStream.of(search.rows())
            .boxed()
            .sorted(Comparator.comparing(search::ratio).reversed())
            .limit(most)
            .map(row -> new Candidate(search.snapshot().fraudster(row), score(search, row)))
            .filter(candidate -> candidate.score().value() > 0)
            .toList();
    timer(!found.isEmpty()).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    audit.record(
        AuditEntry.in(
            tenant, domain, "fraudsters.searched", list == null ? domain.value() : list.value()));
    return new Candidates(found, search.rows().length);
  }

  private Search search(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId list,
      Embedding voice,
      NetSpeech speech) {
    Snapshot snapshot = snapshots.of(tenant, domain, calibration.origin().model());
    int[] rows = snapshot.rows(list);
    if (rows.length == 0) {
      return new Search(snapshot, rows, new LogLikelihoodRatio[0]);
    }
    Embedding turned = voiceprints.inSpace(snapshot.space(), voice);
    return new Search(snapshot, rows, snapshot.gallery().ratios(turned, speech, calibration));
  }

  private DisplayScore score(Search search, int row) {
    return WatchlistRisk.of(
        calibration.expectedFalseAcceptRate(search.ratio(row)), search.rows().length);
  }

  private Timer timer(boolean found) {
    return meters.timer("voxward.fraudsters.searches", "found", Boolean.toString(found));
  }

  /** One search: the rows that count, and the ratio of every row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Search(Snapshot snapshot, int[] rows, LogLikelihoodRatio[] ratios) {
    LogLikelihoodRatio ratio(int row) {
      return ratios[row];
    }

    @Override
    public String toString() {
      return "Search[" + rows.length + " of " + Arrays.asList(ratios).size() + "]";
    }
  }
}
