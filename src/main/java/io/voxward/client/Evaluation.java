package io.voxward.client;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about one call, as of a moment.
 *
 * @param streaming {@code PENDING_CONFIGURATION}, {@code ONGOING} or {@code ENDED}
 * @param netSpeechSeconds speech of the caller heard so far
 * @param secondsStillNeeded speech still needed for a decision; 0 at a decision
 * @param authentication is the caller who they say; null before there is anything to say
 * @param fraud is the caller a known fraudster; null before there is anything to say
 * @param reasons what else there is to say of the call, as stable words
 * @param model which speaker model the scores come from
 */
public record Evaluation(
    String sessionId,
    @Nullable String sessionName,
    String streaming,
    double netSpeechSeconds,
    double secondsStillNeeded,
    @Nullable Authentication authentication,
    @Nullable Fraud fraud,
    @Nullable List<String> reasons,
    @Nullable String model) {

  /**
   * Is the caller who they say.
   *
   * @param decision one of the seven authentication decisions
   * @param score 0 to 100, where one could be given
   * @param acceptanceThreshold least score that authenticates
   * @param speaker who the caller says they are
   * @param reasons why, where there is more to say
   */
  public record Authentication(
      String decision,
      @Nullable Integer score,
      @Nullable Integer acceptanceThreshold,
      @Nullable Double expectedFalseAcceptRate,
      @Nullable Speaker speaker,
      @Nullable List<Reason> reasons) {

    /** Whether this is a judgement of a voice, rather than the reason for having none. */
    public boolean judgesVoice() {
      return decision.equals("ACCEPT") || decision.equals("REJECT");
    }
  }

  /**
   * Is the caller a known fraudster.
   *
   * @param decision {@code HIGH_RISK}, {@code LOW_RISK} or {@code NOT_ENOUGH_SPEECH}
   * @param reasons of a high risk
   * @param knownFraudster how near a voice of the watchlist came; null before enough speech
   */
  public record Fraud(
      String decision, @Nullable List<Reason> reasons, @Nullable KnownFraudster knownFraudster) {

    /** Whether this is a judgement, rather than a wait for more speech. */
    public boolean decided() {
      return decision.endsWith("_RISK");
    }
  }

  /** The nearest voice of a watchlist. */
  public record KnownFraudster(int score, @Nullable String generatedFraudsterId) {}

  /** Reads a body of the service. */
  public static Evaluation read(String json) throws IOException {
    return Json.convert(Json.tree(json), Evaluation.class);
  }

  /** The authentication decision, or an empty word while there is none. */
  public String decision() {
    return authentication == null ? "" : authentication.decision();
  }

  /** The score behind the decision, where there is one. */
  public @Nullable Integer score() {
    return authentication == null ? null : authentication.score();
  }

  /** Whether the stream is over. */
  public boolean ended() {
    return streaming.equals("ENDED");
  }
}
