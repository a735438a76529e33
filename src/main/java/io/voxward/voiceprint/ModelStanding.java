package io.voxward.voiceprint;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.voxward.common.TenantId;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.Scorers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How many voiceprints of which model there are: for whoever changes the model, and wants to know
 * how far that is and when the previous model can go.
 */
@ApplicationScoped
@Startup
public class ModelStanding {
  private static final Logger LOG = Logger.getLogger(ModelStanding.class);

  /** Counting reads an index of every voiceprint: a scrape of the metrics does so no more often. */
  private static final Duration FRESH_FOR = Duration.ofMinutes(1);

  private final ModelChanges changes;
  private final Scorers scorers;
  private final Clock clock;
  private final AtomicReference<Told> told = new AtomicReference<>(Told.NOTHING);
  private volatile @Nullable Counted counted;

  /** What the whole store has, by the standing of the model. */
  private record Counted(long previous, long unknown, Instant at) {}

  /** What was last told in the log: each is told once. */
  private record Told(boolean unknown, boolean nothingLeft) {
    static final Told NOTHING = new Told(false, false);
  }

  /** Counts what {@code changes} know. */
  public ModelStanding(ModelChanges changes, Scorers scorers, Clock clock, MeterRegistry meters) {
    this.changes = changes;
    this.scorers = scorers;
    this.clock = clock;
    if (scorers.previousModel().isPresent()) {
      Gauge.builder("voxward.model.previous.left", this, standing -> standing.fresh().previous())
          .register(meters);
    }
  }

  /** What a model is to this node. */
  public enum Role {
    /** New voiceprints are made by it. */
    CURRENT,
    /** Its voiceprints are used until they are ones of the current model. */
    PREVIOUS,
    /** It is not configured: its voiceprints cannot be compared with anything. */
    NOT_CONFIGURED
  }

  /** The model which new voiceprints are made by. */
  public ModelId current() {
    return scorers.currentModel();
  }

  /** The model whose voiceprints are still used. */
  public Optional<ModelId> previous() {
    return scorers.previousModel();
  }

  /** Whether voiceprints are moved from the one to the other. */
  public boolean moves() {
    return changes.change().isPresent();
  }

  /** What the model of that id is. */
  public Role role(String model) {
    if (model.equals(current().value())) {
      return Role.CURRENT;
    }
    return previous().filter(id -> id.value().equals(model)).isPresent()
        ? Role.PREVIOUS
        : Role.NOT_CONFIGURED;
  }

  /** How many voiceprints of which model the domains of a tenant have. */
  public List<ModelCount> counts(TenantId tenant) {
    return changes.counts(tenant);
  }

  private Counted fresh() {
    Counted known = counted;
    if (known != null && known.at().plus(FRESH_FOR).isAfter(clock.instant())) {
      return known;
    }
    return count();
  }

  private Counted count() {
    long previous = 0;
    long unknown = 0;
    for (ModelCount one : changes.countsOfAll()) {
      switch (role(one.model())) {
        case CURRENT -> {}
        case PREVIOUS -> previous += one.count();
        case NOT_CONFIGURED -> unknown += one.count();
      }
    }
    Counted now = new Counted(previous, unknown, clock.instant());
    counted = now;
    return now;
  }

  /** Says in the log, once each, that voiceprints cannot be used, or that the old model can go. */
  public void tell() {
    Counted now = count();
    boolean nothingLeft = previous().isPresent() && now.previous() == 0;
    Told before = told.getAndSet(new Told(now.unknown() > 0, nothingLeft));
    if (now.unknown() > 0 && !before.unknown()) {
      LOG.warnf(
          "%d voiceprints are of a speaker model that is not configured: their owners are answered"
              + " SPEAKER_NOT_ENROLLED with the reason VOICEPRINT_OF_ANOTHER_MODEL; configure that"
              + " model as voxward.engine.previous-speaker-model, or enrol them again",
          now.unknown());
    }
    if (nothingLeft && !before.nothingLeft()) {
      LOG.infof(
          "no voiceprint of the previous speaker model %s is left:"
              + " voxward.engine.previous-speaker-model is not needed any more and can be removed",
          previous().map(ModelId::value).orElse(""));
    }
  }
}
