package io.voxward.evaluation;

import io.voxward.common.Alphanumeric;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.engine.scoring.Scored;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.evaluation.FraudDetection.KnownFraudster;
import io.voxward.evaluation.Situation.Standing;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.watchlist.FraudsterSearch.Nearest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about one session as it goes on. A result stands, with its id, until there is a new
 * stream, another threshold, another speaker or another voiceprint; until a decision is made, more
 * speech goes on changing what is said.
 *
 * <p>One session, one judge; not for two threads at once.
 */
final class Judge {
  /** What a result stands on. */
  private record Basis(
      int stream, @Nullable Claim claim, @Nullable String print, DisplayScore threshold) {}

  private @Nullable Basis authenticationBasis;
  private @Nullable Authentication authentication;

  /** Read by whoever tells how the call goes on. */
  private volatile @Nullable DisplayScore scoreSoFar;

  private @Nullable Basis fraudBasis;
  private @Nullable FraudDetection fraud;

  /** What the watchlist was last searched with, while nothing came of it. */
  private @Nullable Look lookedAt;

  /** What a search goes by, besides the watchlist itself. */
  private record Look(double speech, NetSpeech voice, boolean mayBeLow) {}

  /** The authentication as things stand; absent where nobody wants it. */
  @Nullable Authentication authenticate(Situation now) {
    if (!now.authenticationOn()) {
      scoreSoFar = null;
      return null;
    }
    Standing standing = now.standing();
    String print = standing instanceof Standing.Enrolled known ? known.print() : null;
    Basis basis = new Basis(now.stream(), standing.claim(), print, now.acceptanceThreshold());
    Authentication before = basis.equals(authenticationBasis) ? authentication : null;
    if (before == null) {
      scoreSoFar = null;
    }
    Authentication result =
        switch (standing) {
          case Standing.Unclaimed() ->
              answer(now, before, AuthenticationDecision.SPEAKER_ID_NOT_PROVIDED, List.of());
          case Standing.Barred(Claim claim, AuthenticationDecision why, Optional<String> reason) ->
              answer(now, before, why, reason.stream().toList());
          case Standing.Enrolled known -> compare(now, before, known);
        };
    authenticationBasis = basis;
    authentication = result;
    return result;
  }

  /** The last score, also one that decided nothing; absent before the least amount of speech. */
  @Nullable DisplayScore scoreSoFar() {
    return scoreSoFar;
  }

  private static Authentication answer(
      Situation now,
      @Nullable Authentication before,
      AuthenticationDecision decision,
      List<String> reasons) {
    if (before != null && before.decision() == decision) {
      return before;
    }
    return result(now, before, decision, null, reasons);
  }

  private Authentication compare(
      Situation now, @Nullable Authentication before, Standing.Enrolled known) {
    if (before != null && !before.open()) {
      return before;
    }
    Heard.Voice voice = now.heard().voice();
    double speech = speechThatCounts(now);
    if (voice == null || !now.rule().mayJudge(speech)) {
      return answer(now, before, AuthenticationDecision.NOT_ENOUGH_SPEECH, List.of());
    }
    Scored scored = known.comparison().get();
    scoreSoFar = scored.display();
    DecisionRule.Verdict verdict =
        now.rule()
            .judge(
                speech,
                scored.display(),
                scored.llr(),
                scored.falseAcceptRate(),
                now.acceptanceThreshold());
    return switch (verdict) {
      case ACCEPT ->
          result(now, before, AuthenticationDecision.ACCEPT, scored.display(), List.of());
      case REJECT ->
          result(now, before, AuthenticationDecision.REJECT, scored.display(), List.of());
      case OPEN -> answer(now, before, AuthenticationDecision.NOT_ENOUGH_SPEECH, List.of());
    };
  }

  /**
   * The speech a decision may count on: what is embedded, which lags less than a second behind, or
   * the live count once it reaches the whole amount.
   */
  private static double speechThatCounts(Situation now) {
    double counted = now.heard().netSpeechSeconds();
    Heard.Voice voice = now.heard().voice();
    double embedded = voice == null ? 0 : voice.speech().seconds();
    return counted >= now.rule().wholeSeconds() ? counted : Math.min(counted, embedded);
  }

  private static Authentication result(
      Situation now,
      @Nullable Authentication before,
      AuthenticationDecision decision,
      @Nullable DisplayScore score,
      List<String> reasons) {
    boolean scored = score != null;
    return new Authentication(
        before == null ? Alphanumeric.random() : before.resultId(),
        decision,
        score,
        now.acceptanceThreshold(),
        now.acceptanceThreshold().expectedFalseAcceptRate(),
        now.standing().claim(),
        scored ? now.heard().from() : null,
        scored ? now.heard().to() : null,
        reasons);
  }

  /**
   * The fraud detection as things stand; absent where nobody wants it. A result that is decided
   * stands without another search. Before, the voice is searched for again only when there is more
   * of it, and by the rule of {@link DecisionRule}: a clear match is told at once, that nobody
   * matches together with the authentication at the earliest, and both in any case at the whole
   * amount of speech. Where nobody is on the watchlist, no more speech is waited for.
   */
  @Nullable FraudDetection detectFraud(Situation now, @Nullable Authentication authenticated) {
    if (!now.fraudOn()) {
      return null;
    }
    Basis basis = new Basis(now.stream(), null, now.watchlist().value(), now.riskThreshold());
    FraudDetection before = basis.equals(fraudBasis) ? fraud : null;
    if (before == null) {
      lookedAt = null;
    }
    if (before == null || before.open()) {
      fraud = assess(now, before, authenticated == null || !authenticated.open());
    }
    fraudBasis = basis;
    return fraud;
  }

  private FraudDetection assess(
      Situation now, @Nullable FraudDetection before, boolean nothingElseOpen) {
    double speech = speechThatCounts(now);
    Heard.Voice voice = now.heard().voice();
    boolean mayBeLow = nothingElseOpen || speech >= now.rule().wholeSeconds();
    Look look = new Look(speech, voice == null ? NetSpeech.NONE : voice.speech(), mayBeLow);
    boolean enough = speech >= now.rule().leastSeconds();
    if (voice == null || !enough || look.equals(lookedAt)) {
      return open(now, before);
    }
    lookedAt = look;
    Nearest nearest = now.fraudsters().get();
    return switch (risk(now, speech, nearest)) {
      case ACCEPT -> fraudResult(now, before, FraudDecision.HIGH_RISK, known(nearest));
      case REJECT ->
          mayBeLow
              ? fraudResult(now, before, FraudDecision.LOW_RISK, known(nearest))
              : open(now, before);
      case OPEN -> open(now, before);
    };
  }

  /** Whether the nearest fraudster is taken for the caller. */
  private static DecisionRule.Verdict risk(Situation now, double speech, Nearest nearest) {
    LogLikelihoodRatio evidence = nearest.evidence();
    if (evidence == null) {
      return DecisionRule.Verdict.REJECT;
    }
    DecisionRule.Verdict verdict =
        now.rule()
            .judge(
                speech,
                nearest.score(),
                evidence,
                nearest.score().expectedFalseAcceptRate(),
                now.riskThreshold());
    boolean nobody = nearest.fraudster() == null;
    return nobody && verdict == DecisionRule.Verdict.ACCEPT ? DecisionRule.Verdict.REJECT : verdict;
  }

  private static KnownFraudster known(Nearest nearest) {
    return new KnownFraudster(nearest.score(), nearest.fraudster());
  }

  private static FraudDetection open(Situation now, @Nullable FraudDetection before) {
    return before != null ? before : fraudResult(now, null, FraudDecision.NOT_ENOUGH_SPEECH, null);
  }

  private static FraudDetection fraudResult(
      Situation now,
      @Nullable FraudDetection before,
      FraudDecision decision,
      @Nullable KnownFraudster nearest) {
    boolean high = decision == FraudDecision.HIGH_RISK;
    return new FraudDetection(
        before == null ? Alphanumeric.random() : before.resultId(),
        decision,
        now.riskThreshold(),
        high ? List.of(FraudDetection.Reason.KNOWN_FRAUDSTER) : List.of(),
        nearest,
        now.watchlist(),
        nearest == null ? null : now.heard().from(),
        nearest == null ? null : now.heard().to());
  }

  /** Net speech at most until every decision is made, in seconds. */
  static double secondsStillNeeded(
      Situation now, @Nullable Authentication authentication, @Nullable FraudDetection fraud) {
    double speech = now.heard().netSpeechSeconds();
    double needed = 0;
    if (authentication != null && authentication.open()) {
      needed = now.rule().secondsStillNeeded(speech);
    }
    if (fraud != null && fraud.open()) {
      needed = now.rule().secondsStillNeeded(speech);
    }
    return needed;
  }
}
