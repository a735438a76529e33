package io.voxward.enrollment;

import io.voxward.audit.Audit;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.embedding.ModelId;
import io.voxward.job.ItemDraft;
import io.voxward.job.Job;
import io.voxward.job.JobFailure;
import io.voxward.job.JobItem;
import io.voxward.job.UpkeepKind;
import io.voxward.keys.KeysException;
import io.voxward.voiceprint.KeptRecordings;
import io.voxward.voiceprint.ModelChangeConfig;
import io.voxward.voiceprint.ModelChanges;
import io.voxward.voiceprint.ModelChanges.Audible;
import io.voxward.voiceprint.ModelChanges.BothVoices;
import io.voxward.voiceprint.ModelChanges.Change;
import io.voxward.voiceprint.ModelChanges.Made;
import io.voxward.voiceprint.ModelChanges.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The job that makes voiceprints of one domain anew by the current model, from the audio kept of
 * their enrolments. An item is a range of speakers; done again it finds nobody left in it.
 */
@ApplicationScoped
public class ModelChangeKind implements UpkeepKind {
  /** The kind's name in the database. */
  static final String NAME = "MODEL_CHANGE";

  private static final Logger LOG = Logger.getLogger(ModelChangeKind.class);
  private static final int LARGEST_BATCH = 1000;
  private static final String BETWEEN = "\n";
  private static final int PIECES = 4;
  private static final Duration WHEN_FULL = Duration.ofSeconds(5);
  private static final Duration WHEN_CONFIGURED_OTHERWISE = Duration.ofMinutes(1);

  /** So long after its start a job of models that no node takes up any more is over. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofHours(1);

  private final Domains domains;
  private final ModelChanges changes;
  private final KeptRecordings recordings;
  private final KeptVoices voices;
  private final ModelChangeConfig config;
  private final Audit audit;
  private final Clock clock;

  /** Makes voices of {@code recordings} for {@code changes}. */
  public ModelChangeKind(
      Domains domains,
      ModelChanges changes,
      KeptRecordings recordings,
      KeptVoices voices,
      ModelChangeConfig config,
      Audit audit,
      Clock clock) {
    if (config.batch() < 1 || config.batch() > LARGEST_BATCH) {
      throw new IllegalStateException(
          "voxward.model-change.batch must be from 1 to " + LARGEST_BATCH);
    }
    this.domains = domains;
    this.changes = changes;
    this.recordings = recordings;
    this.voices = voices;
    this.config = config;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /** What an item is about. */
  private record Piece(Change change, String after, String until) {
    static Piece of(String input) {
      String[] pieces = input.split(BETWEEN, PIECES);
      return new Piece(
          new Change(new ModelId(pieces[0]), new ModelId(pieces[1])), pieces[2], pieces[3]);
    }

    ItemDraft draft() {
      return ItemDraft.of(
          String.join(BETWEEN, change.from().value(), change.to().value(), after, until));
    }
  }

  @Override
  public Expansion expand(Job job) {
    Domain _ = domains.requireActive(job.tenant(), job.domain());
    Optional<Change> change = changes.change();
    List<ItemDraft> items = new ArrayList<>();
    if (change.isPresent() && changes.countAudible(job.tenant(), job.domain(), change.get()) > 0) {
      String after = "";
      for (String place :
          changes.places(job.tenant(), job.domain(), change.get(), config.batch())) {
        items.add(new Piece(change.get(), after, place).draft());
        after = place;
      }
      items.add(new Piece(change.get(), after, "").draft());
    }
    return new Expansion.Items(items);
  }

  /** A speaker's new voice; empty where the kept audio cannot be used. */
  private record Remade(Audible of, Optional<Made> voice) {}

  @Override
  public Prepared prepare(Job job, JobItem item) {
    Piece piece = Piece.of(item.input());
    if (!changes.change().filter(piece.change()::equals).isPresent()) {
      // Another node began this, or the models were configured otherwise meanwhile.
      return clock.instant().isAfter(job.createdAt().plus(GIVEN_UP_AFTER))
          ? new Prepared.Refused(
              new JobFailure(JobFailure.INTERNAL, "the models are configured otherwise by now"))
          : new Prepared.Later(WHEN_CONFIGURED_OTHERWISE);
    }
    List<Remade> remade = new ArrayList<>();
    for (Audible speaker :
        changes.audible(job.tenant(), job.domain(), piece.change(), piece.after(), piece.until())) {
      switch (voices.hear(audio(speaker))) {
        case KeptVoices.Heard.Voices(BothVoices made) ->
            remade.add(
                new Remade(
                    speaker,
                    Optional.of(made.byCurrent())
                        .filter(_ -> changes.agrees(speaker, made.byPrevious()))));
        case KeptVoices.Heard.Nothing() -> remade.add(new Remade(speaker, Optional.empty()));
        case KeptVoices.Heard.Overloaded() -> {
          return new Prepared.Later(WHEN_FULL);
        }
      }
    }
    return new Prepared.Effect(() -> new ItemResult.Done(change(piece.change(), remade)));
  }

  private List<PcmAudio> audio(Audible of) {
    try {
      return recordings.enrollmentAudio(of.speaker());
    } catch (KeysException e) {
      if (e.isPassing()) {
        throw e;
      }
      LOG.errorf(
          "kept audio does not open domainId=%s (%s)", of.speaker().domain(), e.getMessage());
      return List.of();
    }
  }

  /** Changes what was remade, in the caller's transaction; says how many came to what. */
  private String change(Change change, List<Remade> remade) {
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    for (Remade one : remade) {
      outcomes.merge(changes.fromAudio(change, one.of(), one.voice()), 1, Integer::sum);
    }
    return outcomes.toString();
  }

  @Override
  public void ended(Job job) {
    audit.record(UpkeepKind.endWithCounts(job));
  }
}
