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
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.Calibration;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.engine.scoring.Scorers;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.voiceprint.Voiceprints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a voice among fraudsters. Every one of them is compared (exact search), on a copy in
 * memory that is checked against the database each time: whatever was committed before is seen, by
 * whichever node. Scores are those of {@link WatchlistRisk}.
 *
 * <p>While a model takes the place of another there is a gallery of each. A voice is compared with
 * those that the same model made, weighed by that model's calibration; what is put together is how
 * rare each finding is.
 */
@ApplicationScoped
public class FraudsterSearch {
  private final Snapshots snapshots;
  private final Voiceprints voiceprints;
  private final Scorers scorers;
  private final Audit audit;
  private final MeterRegistry meters;

  /** Searches in {@code snapshots}, weighs by the calibrations of {@code scorers}. */
  public FraudsterSearch(
      Snapshots snapshots,
      Voiceprints voiceprints,
      Scorers scorers,
      Audit audit,
      MeterRegistry meters) {
    this.snapshots = snapshots;
    this.voiceprints = voiceprints;
    this.scorers = scorers;
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
   * Whether there is somebody to be compared whose voice only the model before made: who searches
   * needs the voice by that model, too.
   */
  @Transactional
  public boolean needsPrevious(TenantId tenant, DomainId domain, @Nullable WatchlistId list) {
    Optional<ModelId> previous = scorers.previousModel();
    return previous.isPresent()
        && snapshots.of(tenant, domain, previous.get(), false).rows(list).length > 0;
  }

  /** The nearest fraudster to a voice by one model. */
  @Transactional
  public Nearest nearest(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId list,
      Embedding voice,
      NetSpeech speech) {
    return nearest(tenant, domain, list, List.of(new Probe(voice, speech)));
  }

  /**
   * The nearest fraudster.
   *
   * @param list the watchlist to look into; the whole domain where absent. One that the domain does
   *     not have is empty
   * @param probes the voice by each model that made it
   */
  @Transactional
  public Nearest nearest(
      TenantId tenant, DomainId domain, @Nullable WatchlistId list, List<Probe> probes) {
    long begun = System.nanoTime();
    List<Search> searches = search(tenant, domain, list, probes);
    int searched = searched(searches);
    Nearest nearest =
        searches.stream()
            .flatMap(search -> search.best().stream())
            .min(Comparator.comparingDouble(Hit::rate))
            .map(hit -> nearest(hit, searched))
            .orElse(Nearest.NOBODY);
    timer(nearest.fraudster() != null).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return nearest;
  }

  private static Nearest nearest(Hit hit, int searched) {
    DisplayScore score = WatchlistRisk.of(hit.rate(), searched);
    return new Nearest(score.value() > 0 ? hit.fraudster() : null, score, hit.ratio(), searched);
  }

  private static int searched(List<Search> searches) {
    return searches.stream().mapToInt(search -> search.rows().length).sum();
  }

  /** The fraudsters who came nearest to a voice by one model. */
  @Transactional
  public Candidates candidates(
      TenantId tenant,
      DomainId domain,
      @Nullable WatchlistId list,
      Embedding voice,
      NetSpeech speech,
      int most) {
    return candidates(tenant, domain, list, List.of(new Probe(voice, speech)), most);
  }

  /**
   * The fraudsters who came nearest, for a person who asked for them: that is audited.
   *
   * @param probes the voice by each model that made it
   * @param most how many at most
   */
  @Transactional
  public Candidates candidates(
      TenantId tenant, DomainId domain, @Nullable WatchlistId list, List<Probe> probes, int most) {
    long begun = System.nanoTime();
    List<Search> searches = search(tenant, domain, list, probes);
    int searched = searched(searches);
    List<Candidate> found =
        searches.stream()
            .flatMap(search -> search.first(most).stream())
            .sorted(Comparator.comparingDouble(Hit::rate))
            .limit(most)
            .map(hit -> new Candidate(hit.fraudster(), WatchlistRisk.of(hit.rate(), searched)))
            .filter(candidate -> candidate.score().value() > 0)
            .toList();
    timer(!found.isEmpty()).record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    audit.record(
        AuditEntry.in(
            tenant, domain, "fraudsters.searched", list == null ? domain.value() : list.value()));
    return new Candidates(found, searched);
  }

  /** One search for each model that made the voice. */
  private List<Search> search(
      TenantId tenant, DomainId domain, @Nullable WatchlistId list, List<Probe> probes) {
    boolean one = scorers.previousModel().isEmpty();
    List<Search> searches = new ArrayList<>();
    for (Probe probe : probes) {
      ModelId model = probe.voice().model();
      Calibration calibration =
          scorers
              .of(model)
              .orElseThrow(() -> new IllegalArgumentException("no calibration for " + model))
              .calibration();
      Snapshot snapshot = snapshots.of(tenant, domain, model, one);
      int[] rows = snapshot.rows(list);
      if (rows.length > 0) {
        Embedding turned = voiceprints.inSpace(snapshot.space(), probe.voice());
        searches.add(
            new Search(
                snapshot,
                rows,
                snapshot.gallery().ratios(turned, probe.speech(), calibration),
                calibration));
      }
    }
    return searches;
  }

  private Timer timer(boolean found) {
    return meters.timer("voxward.fraudsters.searches", "found", Boolean.toString(found));
  }

  /**
   * A fraudster who was compared.
   *
   * @param rate the expected share of other voices that come as near
   */
  private record Hit(GeneratedFraudsterId fraudster, LogLikelihoodRatio ratio, double rate) {}

  /** One search by one model: the rows that count, at least one, and the ratio of every row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Search(
      Snapshot snapshot, int[] rows, LogLikelihoodRatio[] ratios, Calibration calibration) {

    Optional<Hit> best() {
      int best = rows[0];
      for (int row : rows) {
        if (ratios[row].compareTo(ratios[best]) > 0) {
          best = row;
        }
      }
      return Optional.of(hit(best));
    }

    List<Hit> first(int most) {
      return IntStream.of(rows)
          .boxed()
          .sorted(Comparator.comparing((Integer row) -> ratios[row]).reversed())
          .limit(most)
          .map(this::hit)
          .toList();
    }

    private Hit hit(int row) {
      return new Hit(
          snapshot.fraudster(row), ratios[row], calibration.expectedFalseAcceptRate(ratios[row]));
    }

    @Override
    public String toString() {
      return "Search[" + rows.length + " of " + Arrays.asList(ratios).size() + "]";
    }
  }
}
