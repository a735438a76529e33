package io.voxward.voiceprint;

import io.micrometer.core.instrument.MeterRegistry;
import io.voxward.audit.Audit;
import io.voxward.audit.AuditEntry;
import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.SpeakerRef;
import io.voxward.common.TenantId;
import io.voxward.consent.ConsentKind;
import io.voxward.consent.Consents;
import io.voxward.domain.Domain;
import io.voxward.domain.Domains;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.Embedding.Weighted;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.Scorers;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.PendingVoiceprints.Pending;
import io.voxward.voiceprint.store.VoiceprintRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Turns voiceprints of the previous speaker model into ones of the current model. Prints of the two
 * are never compared with each other: what speaks for a switch is that each model, with a print of
 * its own, takes the same speech for the speaker's.
 *
 * <ul>
 *   <li>Where the enrolment's audio is kept, a job makes the print anew from it ({@link
 *       #fromAudio}).
 *   <li>Elsewhere an accepted call is kept as a print of the current model behind the old one;
 *       later accepted calls are added to it as long as both models agree; once there is as much
 *       speech as an enrolment needs it takes the old one's place. Where they do not agree it is
 *       dropped and begun anew ({@link #accepted}).
 * </ul>
 */
@ApplicationScoped
public class ModelChanges {
  private static final Logger LOG = Logger.getLogger(ModelChanges.class);

  /** A voice as like as this is the same recording once more, and brings nothing. */
  private static final double SAME_RECORDING = 0.995;

  private static final String ACTION = "voiceprint.model-changed";

  private final VoiceprintRepository rows;
  private final Voiceprints voiceprints;
  private final PendingVoiceprints pending;
  private final Speakers speakers;
  private final Domains domains;
  private final Consents consents;
  private final Scorers scorers;
  private final ModelChangeConfig config;
  private final Audit audit;
  private final MeterRegistry meters;

  /** Moves {@code voiceprints} by what {@code scorers} say. */
  public ModelChanges(
      VoiceprintRepository rows,
      Voiceprints voiceprints,
      PendingVoiceprints pending,
      Speakers speakers,
      Domains domains,
      Consents consents,
      Scorers scorers,
      ModelChangeConfig config,
      Audit audit,
      MeterRegistry meters) {
    this.rows = rows;
    this.voiceprints = voiceprints;
    this.pending = pending;
    this.speakers = speakers;
    this.domains = domains;
    this.consents = consents;
    this.scorers = scorers;
    this.config = config;
    this.audit = audit;
    this.meters = meters;
  }

  /** From one model to another. */
  public record Change(ModelId from, ModelId to) {}

  /** One voice as both models made it of the same speech. */
  public record BothVoices(Made byCurrent, Made byPrevious) {}

  /** A voice as a model made it, and the net speech behind it. */
  public record Made(Embedding embedding, NetSpeech speech) {
    /** The model and the speech; never the voice. */
    @Override
    public String toString() {
      return "Made[" + embedding.model() + ", " + speech + "]";
    }
  }

  /** What became of a voiceprint. */
  public enum Outcome {
    /** It is of the current model now. */
    SWITCHED,
    /** A print of the current model waits behind it for more calls. */
    PENDING,
    /** The models did not agree: what waited was dropped, or the kept audio will not be used. */
    DISAGREED,
    /** Nothing came of it. */
    UNCHANGED;

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The change under way; empty where one model is used, or nothing is to be moved. */
  public Optional<Change> change() {
    return config.enabled()
        ? scorers.previousModel().map(from -> new Change(from, scorers.currentModel()))
        : Optional.empty();
  }

  /** Net speech of an accepted call that is worth waiting for, in seconds. */
  @Transactional
  public double wantedSeconds(TenantId tenant, DomainId domain) {
    return domains.get(tenant, domain).settings().enrollmentSpeechSeconds();
  }

  /**
   * Takes in a call whose caller was accepted by a voiceprint of the previous model, without ever
   * failing whoever had the call decided.
   */
  public Outcome acceptedQuietly(
      TenantId tenant, DomainId domain, GeneratedSpeakerId speaker, BothVoices voices) {
    Outcome outcome;
    try {
      outcome = accepted(tenant, domain, speaker, voices);
    } catch (FailureException gone) {
      // The speaker or the domain went meanwhile, and with them whatever waited.
      outcome = Outcome.UNCHANGED;
    } catch (RuntimeException e) {
      LOG.errorf(e, "an accepted call could not be kept for the next model domainId=%s", domain);
      outcome = Outcome.UNCHANGED;
    }
    count("calls", outcome);
    return outcome;
  }

  private void count(String of, Outcome outcome) {
    meters.counter("voxward.model.changes", "of", of, "outcome", outcome.word()).increment();
  }

  @Transactional
  Outcome accepted(TenantId tenant, DomainId domainId, GeneratedSpeakerId id, BothVoices voices) {
    Optional<Change> change = change();
    if (change.isEmpty() || !hasEnough(voices)) {
      return Outcome.UNCHANGED;
    }
    Domain domain = domains.requireActive(tenant, domainId);
    Speaker speaker =
        speakers.lock(speakers.require(tenant, domainId, new SpeakerRef.Generated(id)));
    Optional<Voiceprint> old = voiceprints.find(speaker, change.get().from());
    DisplayScore threshold = new DisplayScore(domain.settings().acceptanceThreshold());
    if (old.isEmpty()
        || !mayBeKept(domain, speaker)
        || !agrees(old.get(), voices.byPrevious(), threshold)) {
      return Outcome.UNCHANGED;
    }
    return add(domain, speaker, change.get(), voices.byCurrent(), threshold);
  }

  private boolean hasEnough(BothVoices voices) {
    NetSpeech least = new NetSpeech(config.leastSpeechSeconds());
    return voices.byCurrent().speech().covers(least) && voices.byPrevious().speech().covers(least);
  }

  private boolean mayBeKept(Domain domain, Speaker speaker) {
    return speaker.status() == SpeakerStatus.ENROLLED
        && (!domain.settings().consentRequired()
            || consents.stands(speaker, ConsentKind.ENROLLMENT));
  }

  /** Whether a voice is that of a print, by the model that made both. */
  private boolean agrees(Voiceprint print, Made voice, DisplayScore threshold) {
    return scorers
        .of(print.embedding().model())
        .map(scorer ->
            scorer.score(
                print.embedding(),
                print.netSpeech(),
                print.inSpace(voice.embedding()),
                voice.speech()))
        .filter(scored -> scored.display().meets(threshold))
        .isPresent();
  }

  private Outcome add(
      Domain domain, Speaker speaker, Change change, Made voice, DisplayScore threshold) {
    Optional<Pending> waiting =
        pending
            .find(speaker)
            .filter(found -> found.print().embedding().model().equals(change.to()));
    if (waiting.isEmpty()) {
      pending.begin(speaker, change.from(), voice.embedding(), voice.speech());
      return Outcome.PENDING;
    }
    Voiceprint print = waiting.get().print();
    Embedding turned = print.inSpace(voice.embedding());
    if (print.embedding().cosine(turned) > SAME_RECORDING) {
      return Outcome.UNCHANGED;
    }
    if (!agrees(print, voice, threshold)) {
      pending.begin(speaker, change.from(), voice.embedding(), voice.speech());
      return Outcome.DISAGREED;
    }
    Voiceprint both = merged(print, turned, voice.speech());
    if (!both.netSpeech().covers(new NetSpeech(domain.settings().enrollmentSpeechSeconds()))) {
      pending.keep(speaker, change.from(), both, waiting.get().calls() + 1);
      return Outcome.PENDING;
    }
    switched(speaker, change, both, false);
    audit.record(
        new AuditEntry(
            speaker.tenant(), ACTION, speaker.domain(), speaker.id().value(), "from=calls"));
    return Outcome.SWITCHED;
  }

  private static Voiceprint merged(Voiceprint print, Embedding turned, NetSpeech speech) {
    Embedding mean =
        Embedding.mean(
            List.of(
                new Weighted(print.embedding(), print.netSpeech().seconds()),
                new Weighted(turned, speech.seconds())));
    return new Voiceprint(mean, print.netSpeech().plus(speech), print.createdAt(), print.space());
  }

  private void switched(Speaker speaker, Change change, Voiceprint print, boolean sameSpeech) {
    voiceprints.switchModel(speaker, change.from(), print, sameSpeech);
  }

  /**
   * Puts what the current model made of kept audio in the place of the voiceprint that was made of
   * the same audio, in the caller's transaction, if that is still the print it was.
   *
   * @param of the voiceprint that was compared with the audio
   * @param voice what was made; empty where the old model did not take the audio for the speaker's
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Outcome fromAudio(Change change, Audible of, Optional<Made> voice) {
    Speaker locked = of.speaker();
    List<GeneratedSpeakerId> there =
        speakers.lockAll(locked.tenant(), locked.domain(), List.of(locked.id()));
    Optional<Voiceprint> now =
        there.isEmpty() ? Optional.empty() : voiceprints.find(locked, change.from());
    boolean same = now.isPresent() && now.get().createdAt().equals(of.print().createdAt());
    Outcome outcome;
    if (!same) {
      outcome = Outcome.UNCHANGED;
    } else if (voice.isEmpty()) {
      rows.refuse(VoiceprintOwner.of(locked), change.from().value(), change.to().value());
      outcome = Outcome.DISAGREED;
    } else {
      Made made = voice.get();
      switched(
          locked, change, voiceprints.inSpaceOf(locked, made.embedding(), made.speech()), true);
      outcome = Outcome.SWITCHED;
    }
    count("audio", outcome);
    return outcome;
  }

  /** A speaker of whom audio is kept, with the voiceprint of the previous model made of it. */
  public record Audible(Speaker speaker, Voiceprint print) {}

  /** Whether the previous model takes a voice for that of the print, by the domain's threshold. */
  @Transactional
  public boolean agrees(Audible of, Made byPrevious) {
    Domain domain = domains.get(of.speaker().tenant(), of.speaker().domain());
    return agrees(
        of.print(), byPrevious, new DisplayScore(domain.settings().acceptanceThreshold()));
  }

  /** How many speakers of a domain can be moved from kept audio. */
  @Transactional
  public long countAudible(TenantId tenant, DomainId domain, Change change) {
    return rows.countWithAudio(tenant, domain, change.from().value(), change.to().value());
  }

  /** Of those each {@code every}th, in order: where ranges of so many end. */
  @Transactional
  public List<String> places(TenantId tenant, DomainId domain, Change change, int every) {
    return rows.placesWithAudio(tenant, domain, change.from().value(), change.to().value(), every);
  }

  /** Those of a range; empty ends are the first and the last of all. */
  @Transactional
  public List<Audible> audible(
      TenantId tenant, DomainId domain, Change change, String after, String until) {
    return rows
        .withAudio(tenant, domain, change.from().value(), change.to().value(), after, until)
        .stream()
        .flatMap(id ->
            speakers
                .find(tenant, domain, new SpeakerRef.Generated(new GeneratedSpeakerId(id)))
                .stream())
        .flatMap(speaker ->
            voiceprints.find(speaker, change.from()).stream()
                .map(print -> new Audible(speaker, print)))
        .toList();
  }

  /** How many voiceprints of which model each domain has. */
  @Transactional
  public List<ModelCount> counts(TenantId tenant) {
    return rows.countsByModel(tenant);
  }

  /** The same in the whole store. */
  @Transactional
  public List<ModelCount> countsOfAll() {
    return rows.countsByModel(null);
  }
}
