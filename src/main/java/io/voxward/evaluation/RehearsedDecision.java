package io.voxward.evaluation;

import io.voxward.common.FailureException;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.WatchlistId;
import io.voxward.domain.DomainStatus;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.session.LiveSession;
import io.voxward.session.RehearsedCall;
import io.voxward.speaker.SpeakerStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Consumer;

/** The decisions about a {@link RehearsedCall}: made as any others, and written nowhere. */
@ApplicationScoped
public class RehearsedDecision {
  private static final int THRESHOLD = 90;

  private final RehearsedCall call;
  private final Situations situations;
  private final DecisionRecords records;
  private final EvaluationConfig config;

  /** Decides by {@code situations} about {@code call}. */
  public RehearsedDecision(
      RehearsedCall call, Situations situations, DecisionRecords records, EvaluationConfig config) {
    this.call = call;
    this.situations = situations;
    this.records = records;
    this.config = config;
  }

  /**
   * Decides.
   *
   * @param then what is done with an evaluation
   */
  public void decide(Consumer<Evaluation> then) {
    call.hear(session -> {
      Evaluation evaluation = decided(session);
      call.write(session, () -> records.write(session, null, evaluation, null));
      then.accept(evaluation);
    });
  }

  private Evaluation decided(LiveSession session) {
    Claim claim = new Claim(GeneratedSpeakerId.random(), null);
    ask(session, claim);
    Heard.Voice voice = session.heard().voice();
    if (voice != null) {
      double _ = situations.likeness(voice, voice);
    }
    Facts facts =
        new Facts(
            DomainStatus.ACTIVE,
            THRESHOLD,
            THRESHOLD,
            config.restFromSeconds(),
            WatchlistId.random(),
            SpeakerStatus.PENDING,
            null);
    Situations.Gathered gathered = situations.gather(session, claim, facts);
    Situation now = gathered.situation();
    Judge judge = new Judge();
    Authentication authentication = judge.authenticate(now);
    FraudDetection fraud = judge.detectFraud(now, authentication);
    return new Evaluation(
        session.id(),
        session.name(),
        now.streaming(),
        now.heard().netSpeechSeconds(),
        Judge.secondsStillNeeded(now, authentication, fraud),
        authentication,
        fraud,
        Set.of(),
        gathered.speakerStatus(),
        situations.calibration(),
        gathered.at());
  }

  /** Nobody is there; the question is the same. */
  private void ask(LiveSession session, Claim claim) {
    try {
      var _ = situations.facts(session, claim);
    } catch (FailureException noSuchDomain) {
      // As it should be.
    }
  }
}
