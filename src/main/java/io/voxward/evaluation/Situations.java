package io.voxward.evaluation;

import io.voxward.common.Failure.ConflictKind;
import io.voxward.common.FailureException;
import io.voxward.common.SpeakerRef;
import io.voxward.common.WatchlistId;
import io.voxward.domain.Domain;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.scoring.CalibrationOrigin;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.Scored;
import io.voxward.engine.scoring.Scorer;
import io.voxward.evaluation.Situation.Standing;
import io.voxward.profile.Tuned;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.session.LiveSession;
import io.voxward.session.SessionSettings;
import io.voxward.session.SessionTuning;
import io.voxward.speaker.Speaker;
import io.voxward.speaker.SpeakerStatus;
import io.voxward.speaker.Speakers;
import io.voxward.voiceprint.Voiceprint;
import io.voxward.voiceprint.Voiceprints;
import io.voxward.watchlist.FraudsterSearch;
import io.voxward.watchlist.FraudsterSearch.Nearest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers what a decision depends on, from the session and from the database as it is now. */
@ApplicationScoped
public class Situations {
  private final FreshFacts facts;
  private final Speakers speakers;
  private final Voiceprints voiceprints;
  private final FraudsterSearch search;
  private final Scorer scorer;
  private final EvaluationConfig config;
  private final Clock clock;

  /** A situation with what else an evaluation tells. */
  record Gathered(Situation situation, @Nullable SpeakerStatus speakerStatus, Instant at) {}

  /** Reads speakers and their voiceprints; scores with {@code scorer} and {@code search}. */
  public Situations(
      FreshFacts facts,
      Speakers speakers,
      Voiceprints voiceprints,
      FraudsterSearch search,
      Scorer scorer,
      EvaluationConfig config,
      Clock clock) {
    this.facts = facts;
    this.speakers = speakers;
    this.voiceprints = voiceprints;
    this.search = search;
    this.scorer = scorer;
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
    Heard heard = session.heard();
    WatchlistId own = settings.watchlistId();
    WatchlistId watchlist = own == null ? known.defaultWatchlist() : own;
    SessionTuning tuning = session.tuning();
    Double speechSeconds = tuning.authenticationSpeechSeconds(settings);
    Situation situation =
        new Situation(
            heard,
            session.state().streaming(),
            session.streams(),
            standing(session, claim, known, heard),
            new DisplayScore(or(tuning.acceptanceThreshold(settings), known.acceptanceThreshold())),
            new DisplayScore(or(tuning.riskThreshold(settings), known.riskThreshold())),
            watchlist,
            () -> nearest(session, watchlist, heard),
            rule(speechSeconds == null ? known.authenticationSpeechSeconds() : speechSeconds),
            settings.authentication(),
            settings.fraudDetection());
    return new Gathered(situation, known.speaker(), clock.instant());
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
    if (print == null || !print.model().equals(calibration().model().value())) {
      return barred(
          claim, AuthenticationDecision.SPEAKER_NOT_ENROLLED, "VOICEPRINT_OF_ANOTHER_MODEL");
    }
    if (session.tuning().isLost()) {
      // What it was tuned by was in another node's memory: nobody is let in by something else.
      return barred(claim, AuthenticationDecision.NOT_ENOUGH_SPEECH, CallReason.TUNING_LOST.name());
    }
    return new Standing.Enrolled(
        claim, print.createdAt().toString(), () -> compare(session, claim, heard));
  }

  private Scored compare(LiveSession session, Claim claim, Heard heard) {
    Speaker speaker =
        speakers
            .find(session.tenant(), session.domain(), new SpeakerRef.Generated(claim.speaker()))
            .orElseThrow(Situations::changedMeanwhile);
    Voiceprint print =
        voiceprints.find(speaker, calibration().model()).orElseThrow(Situations::changedMeanwhile);
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
    Optional<Voiceprint> found = voiceprints.find(speaker, scorer.calibration().origin().model());
    if (found.isEmpty()) {
      return barred(
          claim, AuthenticationDecision.SPEAKER_NOT_ENROLLED, "VOICEPRINT_OF_ANOTHER_MODEL");
    }
    Voiceprint print = found.get();
    Supplier<Scored> comparison = () -> compare(print, heard);
    return new Standing.Enrolled(claim, print.createdAt().toString(), comparison);
  }

  private Nearest nearest(LiveSession session, WatchlistId watchlist, Heard heard) {
    Heard.Voice voice = heard.voice();
    if (voice == null) {
      throw new IllegalStateException("nothing was heard that could be searched for");
    }
    return search.nearest(
        session.tenant(), session.domain(), watchlist, voice.embedding(), voice.speech());
  }

  private Scored compare(Voiceprint print, Heard heard) {
    Heard.Voice voice = heard.voice();
    if (voice == null) {
      throw new IllegalStateException("nothing was heard that could be compared");
    }
    Embedding test = print.inSpace(voice.embedding());
    return scorer.score(print.embedding(), print.netSpeech(), test, voice.speech());
  }

  /** The evidence that a voice is the same as one heard before, as a log-likelihood ratio. */
  double likeness(Heard.Voice before, Heard.Voice now) {
    return scorer
        .score(before.embedding(), before.speech(), now.embedding(), now.speech())
        .llr()
        .value();
  }

  /** The evidence that a voice is the claimed speaker's, who is enrolled. */
  double likeness(LiveSession session, Claim claim, Heard.Voice now) {
    Heard heard = new Heard(now.speech().seconds(), now, null, null);
    return compare(session, claim, heard).llr().value();
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

  /** The model behind the scores and the data their rates were measured on. */
  CalibrationOrigin calibration() {
    return scorer.calibration().origin();
  }
}
