package io.voxward.evaluation;

import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.CalibrationOrigin;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.Scored;
import io.voxward.engine.scoring.Scorer;
import io.voxward.engine.scoring.Scorers;
import io.voxward.evaluation.Situation.Standing;
import io.voxward.profile.Tuned;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionSettings;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.session.SessionTuning;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.Voiceprint;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.watchlist.FraudsterSearch;
import io.voxward.watchlist.FraudsterSearch.Nearest;
import io.voxward.watchlist.Probe;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what a decision depends on, from the session and from the database as it is now. */
@ApplicationScoped
public class Situations {
  private final FreshFacts facts;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final FraudsterSearch search;
  private final Scorers scorers;
  private final EvaluationConfig config;
  private final Clock clock;

  /**
   * A situation with what else an evaluation tells.
   *
   * @param heard all that was heard
   * @param byPrevious whether the claimed speaker is known by a print of the previous model
   * @param calibration that of the model which decides on the claim
   */
  record Gathered(
      Situation situation,
      Heard heard,
      boolean byPrevious,
      CalibrationOrigin calibration,
      @Nullable SpeakerStatus speakerStatus,
      Instant at) {}

  /** Reads speakers and their voiceprints; scores with {@code scorers} and {@code search}. */
  public Situations(
      FreshFacts facts,
      Speakers speakers,
      Voiceprints voiceprints,
      FraudsterSearch search,
      Scorers scorers,
      EvaluationConfig config,
      Clock clock) {
    this.facts = facts;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.search = search;
    this.scorers = scorers;
    this.config = config;
    this.clock = clock;
  }

  /** What the database says of everything that decides about this claim in this session. */
  FreshFacts.Fresh facts(LiveSession session, @Nullable Claim claim) {
    return facts.read(
        new Facts.Key(session.tenant(), session.domain(), claim == null ? null : claim.speaker()));
  }

  /** Everything as it is now, with what the database said of {@code claim}. */
  Gathered gather(LiveSession session, @Nullable Claim claim, Facts known) {
    SessionSettings settings = session.settings();
    WatchlistId own = settings.watchlistId();
    WatchlistId watchlist = own == null ? known.defaultWatchlist() : own;
    SessionTuning tuning = session.tuning();
    Double speechSeconds = tuning.authenticationSpeechSeconds(settings);
    boolean byPrevious = settings.authentication() && isPrevious(known.print());
    boolean both = byPrevious || needsPrevious(session, settings, watchlist);
    if (both) {
      session.followByPrevious();
    }
    Heard heard = session.heard();
    Standing standing = standing(session, claim, known, heard);
    Situation situation =
        new Situation(
            both ? heard.byBoth() : heard,
            both && session.catchesUp() ? StreamingStatus.ONGOING : session.state().streaming(),
            session.streams(),
            standing,
            new DisplayScore(or(tuning.acceptanceThreshold(settings), known.acceptanceThreshold())),
            new DisplayScore(or(tuning.riskThreshold(settings), known.riskThreshold())),
            watchlist,
            () -> nearest(session, watchlist, heard),
            rule(speechSeconds == null ? known.authenticationSpeechSeconds() : speechSeconds),
            settings.authentication(),
            settings.fraudDetection());
    return new Gathered(
        situation, heard, byPrevious, calibration(standing), known.speaker(), clock.instant());
  }

  private boolean isPrevious(Facts.@Nullable Print print) {
    return print != null
        && scorers.previousModel().filter(model -> model.value().equals(print.model())).isPresent();
  }

  /** Whether somebody on the watchlist is known by the previous model alone. */
  private boolean needsPrevious(
      LiveSession session, SessionSettings settings, WatchlistId watchlist) {
    return settings.fraudDetection()
        && scorers.previousModel().isPresent()
        && search.needsPrevious(session.tenant(), session.domain(), watchlist);
  }

  /** Whether a speaker is known by a print of the previous model. */
  boolean isKnownByPrevious(Speaker speaker) {
    return scorers.previousModel().flatMap(model -> voiceprints.find(speaker, model)).isPresent();
  }

  private static int or(@Nullable Integer own, int inherited) {
    return own == null ? inherited : own;
  }

  /**
   * Net speech from which on a recording is judged, in seconds: there is one look, so it is the
   * least amount, unless the request wants more.
   */
  double leastSeconds(Domain domain, Tuned tuned) {
    Double own = tuned.together().authenticationSpeechSeconds();
    double usual = rule(domain.settings().authenticationSpeechSeconds()).leastSeconds();
    return own == null ? usual : Math.max(own, usual);
  }

  private DecisionRule rule(double wholeSeconds) {
    return new DecisionRule(config.leastSpeechSeconds(), wholeSeconds, config.early());
  }

  /** As {@link #standing(Claim, Speaker, Heard)}, without opening the voiceprint yet. */
  private Standing standing(LiveSession session, @Nullable Claim claim, Facts known, Heard heard) {
    if (claim == null) {
      return new Standing.Unclaimed();
    }
    SpeakerStatus status = known.speaker();
    if (status == null) {
      return barred(claim, AuthenticationDecision.SPEAKER_NOT_ENROLLED, "SPEAKER_DELETED");
    }
    if (status != SpeakerStatus.ENROLLED) {
      return barred(claim, status);
    }
    Facts.Print print = known.print();
    if (print != null && scorers.named(print.model()).isPresent() && session.tuning().isLost()) {
      // What it was tuned by was in another node's memory: nobody is let in by something else.
      return barred(claim, AuthenticationDecision.NOT_ENOUGH_SPEECH, CallReason.TUNING_LOST.name());
    }
    return print == null
        ? ofAnotherModel(claim)
        : scorers
            .named(print.model())
            .map(model -> enrolled(session, claim, print, model, heard))
            .orElseGet(() -> ofAnotherModel(claim));
  }

  private Standing enrolled(
      LiveSession session, Claim claim, Facts.Print print, ModelId model, Heard heard) {
    return new Standing.Enrolled(
        claim, print.createdAt().toString(), model, () -> compare(session, claim, model, heard));
  }

  private static Standing ofAnotherModel(Claim claim) {
    return barred(
        claim, AuthenticationDecision.SPEAKER_NOT_ENROLLED, "VOICEPRINT_OF_ANOTHER_MODEL");
  }

  private Scored compare(LiveSession session, Claim claim, ModelId model, Heard heard) {
    Speaker speaker =
        speakers
            .find(session.tenant(), session.domain(), new SpeakerRef.Generated(claim.speaker()))
            .orElseThrow(Situations::changedMeanwhile);
    Voiceprint print = voiceprints.find(speaker, model).orElseThrow(Situations::changedMeanwhile);
    return compare(print, heard);
  }

  private static FailureException changedMeanwhile() {
    return FailureException.conflict(
        ConflictKind.CONCURRENT_CHANGES, "the speaker changed while they were compared");
  }

  private static Standing barred(Claim claim, SpeakerStatus status) {
    return switch (status) {
      case OPTED_OUT -> barred(claim, AuthenticationDecision.SPEAKER_OPTED_OUT, null);
      case EXPIRED -> barred(claim, AuthenticationDecision.SPEAKER_EXPIRED, null);
      case PENDING -> barred(claim, AuthenticationDecision.SPEAKER_NOT_ENROLLED, null);
      case ENROLLED -> throw new IllegalArgumentException("an enrolled speaker is not barred");
    };
  }

  /** How the claimed speaker stands towards the voice heard. */
  Standing standing(@Nullable Claim claim, @Nullable Speaker speaker, Heard heard) {
    if (claim == null) {
      return new Standing.Unclaimed();
    }
    if (speaker == null) {
      return barred(claim, AuthenticationDecision.SPEAKER_NOT_ENROLLED, "SPEAKER_DELETED");
    }
    return speaker.status() == SpeakerStatus.ENROLLED
        ? enrolled(claim, speaker, heard)
        : barred(claim, speaker.status());
  }

  private Standing enrolled(Claim claim, Speaker speaker, Heard heard) {
    return voiceprints
        .find(speaker)
        .filter(print -> scorers.of(print.embedding().model()).isPresent())
        .map(print -> enrolled(claim, print, heard))
        .orElseGet(() -> ofAnotherModel(claim));
  }

  private Standing enrolled(Claim claim, Voiceprint print, Heard heard) {
    return new Standing.Enrolled(
        claim,
        print.createdAt().toString(),
        print.embedding().model(),
        () -> compare(print, heard));
  }

  private Nearest nearest(LiveSession session, WatchlistId watchlist, Heard heard) {
    List<Probe> probes = probes(heard);
    if (probes.isEmpty()) {
      throw new IllegalStateException("nothing was heard that could be searched for");
    }
    return search.nearest(session.tenant(), session.domain(), watchlist, probes);
  }

  /** The voice heard, by each model that heard it. */
  static List<Probe> probes(Heard heard) {
    return Stream.of(Optional.ofNullable(heard.voice()), Optional.ofNullable(heard.byPrevious()))
        .flatMap(Optional::stream)
        .map(voice -> new Probe(voice.embedding(), voice.speech()))
        .toList();
  }

  /** Compares a print with the voice as the model of the print made it, and no other. */
  private Scored compare(Voiceprint print, Heard heard) {
    ModelId model = print.embedding().model();
    Heard.Voice voice =
        heard
            .by(model)
            .orElseThrow(
                () -> new IllegalStateException("nothing was heard that could be compared"));
    Embedding test = print.inSpace(voice.embedding());
    return scorer(model).score(print.embedding(), print.netSpeech(), test, voice.speech());
  }

  private Scorer scorer(ModelId model) {
    return scorers
        .of(model)
        .orElseThrow(() -> new IllegalStateException("no calibration for " + model));
  }

  /** The evidence that a voice is the same as one heard before, as a log-likelihood ratio. */
  double likeness(Heard.Voice before, Heard.Voice now) {
    return scorer(now.embedding().model())
        .score(before.embedding(), before.speech(), now.embedding(), now.speech())
        .llr()
        .value();
  }

  /**
   * The evidence that a voice is the claimed speaker's, who is enrolled; none at all where their
   * print is of another model than the voice.
   */
  double likeness(LiveSession session, Claim claim, Heard.Voice now) {
    Heard heard = new Heard(now.speech().seconds(), now, null, null);
    Speaker speaker = claimed(session, claim);
    return Optional.ofNullable(speaker)
        .flatMap(known -> voiceprints.find(known, now.embedding().model()))
        .map(print -> compare(print, heard).llr().value())
        .orElse(Double.NEGATIVE_INFINITY);
  }

  /** The time. */
  Instant now() {
    return clock.instant();
  }

  private static Standing barred(Claim claim, AuthenticationDecision why, @Nullable String reason) {
    return new Standing.Barred(claim, why, Optional.ofNullable(reason));
  }

  /** The claimed speaker as they are now; absent without one. */
  @Nullable Speaker claimed(LiveSession session, @Nullable Claim claim) {
    return claim == null
        ? null
        : speakers
            .find(session.tenant(), session.domain(), new SpeakerRef.Generated(claim.speaker()))
            .orElse(null);
  }

  /** The current model and the data its rates were measured on. */
  CalibrationOrigin calibration() {
    return scorers.current().calibration().origin();
  }

  /** The model that decides on a claim and the data its rates were measured on. */
  CalibrationOrigin calibration(Standing standing) {
    return standing instanceof Standing.Enrolled enrolled
        ? scorer(enrolled.model()).calibration().origin()
        : calibration();
  }
}
