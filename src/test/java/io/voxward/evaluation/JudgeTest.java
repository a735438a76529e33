package io.voxward.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.common.GeneratedFraudsterId;
import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.embedding.ModelId;
import io.voxward.engine.scoring.DisplayScore;
import io.voxward.engine.scoring.LogLikelihoodRatio;
import io.voxward.engine.scoring.RawScore;
import io.voxward.engine.scoring.Scored;
import io.voxward.engine.vad.NetSpeech;
import io.voxward.evaluation.Situation.Standing;
import io.voxward.session.Claim;
import io.voxward.session.Heard;
import io.voxward.session.SessionState.StreamingStatus;
import io.voxward.watchlist.FraudsterSearch;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JudgeTest {
  private static final ModelId MODEL = new ModelId("test-model");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Claim CLAIM = new Claim(GeneratedSpeakerId.random(), null);
  private static final WatchlistId WATCHLIST = WatchlistId.random();

  private static final GeneratedFraudsterId FRAUDSTER = GeneratedFraudsterId.random();

  private final Judge judge = new Judge();

  private static Heard heard(double seconds) {
    Heard.Voice voice =
        seconds < 1
            ? null
            : new Heard.Voice(
                Embedding.ofDirection(new float[] {1, 0}, new ModelId("m")),
                new NetSpeech(Math.floor(seconds)));
    return new Heard(seconds, voice, NOON, NOON.plusSeconds((long) seconds));
  }

  private static Situation situation(double seconds, Standing standing) {
    return situation(seconds, standing, 1, 90);
  }

  private static Situation situation(double seconds, Standing standing, int stream, int threshold) {
    return situation(
        seconds, standing, stream, threshold, WATCHLIST, 50, () -> FraudsterSearch.Nearest.NOBODY);
  }

  private static Situation situation(
      double seconds,
      Standing standing,
      int stream,
      int threshold,
      WatchlistId watchlist,
      int riskThreshold,
      Supplier<FraudsterSearch.Nearest> fraudsters) {
    return new Situation(
        heard(seconds),
        StreamingStatus.ONGOING,
        stream,
        standing,
        new DisplayScore(threshold),
        new DisplayScore(riskThreshold),
        watchlist,
        fraudsters,
        new DecisionRule(3, 10, true),
        true,
        true);
  }

  /** A caller whom the session does not name, against a watchlist. */
  private static Situation watched(double seconds, Supplier<FraudsterSearch.Nearest> fraudsters) {
    return situation(seconds, new Standing.Unclaimed(), 1, 90, WATCHLIST, 50, fraudsters);
  }

  private static FraudsterSearch.Nearest near(int score, double evidence) {
    return new FraudsterSearch.Nearest(
        score == 0 ? null : FRAUDSTER,
        new DisplayScore(score),
        new LogLikelihoodRatio(evidence),
        3);
  }

  private FraudDetection detect(Situation situation) {
    return detectFraud(situation, authenticate(situation));
  }

  private static Standing enrolled(int score) {
    return enrolled(CLAIM, score);
  }

  private static Standing enrolled(Claim claim, int score) {
    return new Standing.Enrolled(
        claim,
        "print-1",
        MODEL,
        () ->
            new Scored(
                new RawScore(0.5),
                new LogLikelihoodRatio(score >= 50 ? 3 : -3),
                new DisplayScore(score).expectedFalseAcceptRate(),
                new DisplayScore(score)));
  }

  private static Standing barred(AuthenticationDecision why) {
    return new Standing.Barred(CLAIM, why, Optional.empty());
  }

  private AuthenticationDecision decide(Situation situation) {
    return authenticate(situation).decision();
  }

  private Authentication authenticate(Situation situation) {
    return Objects.requireNonNull(judge.authenticate(situation));
  }

  private FraudDetection detectFraud(Situation situation, @Nullable Authentication authentication) {
    return Objects.requireNonNull(judge.detectFraud(situation, authentication));
  }

  @ParameterizedTest
  @EnumSource(names = {"SPEAKER_NOT_ENROLLED", "SPEAKER_OPTED_OUT", "SPEAKER_EXPIRED"})
  void a_speaker_without_a_usable_voiceprint_is_told_before_any_speech(
      AuthenticationDecision expected) {
    AuthenticationDecision decision = decide(situation(0, barred(expected)));

    assertThat(decision).isEqualTo(expected);
  }

  @Test
  void a_session_without_a_speaker_says_so_however_much_was_heard() {
    AuthenticationDecision decision = decide(situation(20, new Standing.Unclaimed()));

    assertThat(decision).isEqualTo(AuthenticationDecision.SPEAKER_ID_NOT_PROVIDED);
  }

  @Test
  void an_enrolled_speaker_goes_from_not_enough_speech_to_accept_under_one_result_id() {
    Authentication before = authenticate(situation(2, enrolled(92)));

    Authentication after = authenticate(situation(10, enrolled(92)));

    assertThat(before.decision()).isEqualTo(AuthenticationDecision.NOT_ENOUGH_SPEECH);
    assertThat(before.score()).isNull();
    assertThat(after.decision()).isEqualTo(AuthenticationDecision.ACCEPT);
    assertThat(after.score()).isEqualTo(new DisplayScore(92));
    assertThat(after.resultId()).isEqualTo(before.resultId());
    assertThat(after.from()).isEqualTo(NOON);
  }

  @Test
  void a_score_is_known_before_it_decides_anything() {
    Authentication open = authenticate(situation(4, enrolled(92)));

    assertThat(open.decision()).isEqualTo(AuthenticationDecision.NOT_ENOUGH_SPEECH);
    assertThat(open.score()).isNull();
    assertThat(judge.scoreSoFar()).isEqualTo(new DisplayScore(92));
  }

  @Test
  void the_score_of_one_speaker_is_not_told_of_the_next() {
    authenticate(situation(4, enrolled(92)));

    authenticate(situation(4, new Standing.Unclaimed()));

    assertThat(judge.scoreSoFar()).isNull();
  }

  @Test
  void a_decision_stands_though_more_speech_would_change_the_score() {
    Authentication first = authenticate(situation(10, enrolled(92)));

    Authentication later = authenticate(situation(30, enrolled(20)));

    assertThat(later).isSameAs(first);
  }

  @Test
  void a_new_stream_a_new_threshold_and_a_new_speaker_each_make_a_new_result() {
    Authentication first = authenticate(situation(10, enrolled(92)));

    Authentication stream = authenticate(situation(10, enrolled(92), 2, 90));
    Authentication threshold = authenticate(situation(10, enrolled(92), 2, 95));
    Authentication speaker =
        authenticate(
            situation(10, enrolled(new Claim(GeneratedSpeakerId.random(), null), 92), 2, 95));

    assertThat(
            java.util.stream.Stream.of(first, stream, threshold, speaker)
                .map(Authentication::resultId))
        .doesNotHaveDuplicates();
    assertThat(threshold.decision()).isEqualTo(AuthenticationDecision.REJECT);
  }

  @Test
  void opting_out_replaces_a_decision_at_once() {
    Authentication accepted = authenticate(situation(10, enrolled(92)));

    Authentication now =
        authenticate(situation(10, barred(AuthenticationDecision.SPEAKER_OPTED_OUT)));

    assertThat(accepted.decision()).isEqualTo(AuthenticationDecision.ACCEPT);
    assertThat(now.decision()).isEqualTo(AuthenticationDecision.SPEAKER_OPTED_OUT);
    assertThat(now.score()).isNull();
  }

  @Test
  void without_voice_nothing_is_compared() {
    Standing silent =
        new Standing.Enrolled(
            CLAIM,
            "print-1",
            MODEL,
            () -> {
              throw new AssertionError("compared without a voice");
            });

    AuthenticationDecision decision = decide(situation(0.9, silent));

    assertThat(decision).isEqualTo(AuthenticationDecision.NOT_ENOUGH_SPEECH);
  }

  @Test
  void fraud_is_told_together_with_the_authentication() {
    Situation open = situation(5, enrolled(92));
    Situation whole = situation(10, enrolled(92));

    FraudDetection before = detectFraud(open, authenticate(open));
    FraudDetection after = detectFraud(whole, authenticate(whole));

    assertThat(before.decision()).isEqualTo(FraudDecision.NOT_ENOUGH_SPEECH);
    assertThat(before.knownFraudster()).isNull();
    assertThat(after.decision()).isEqualTo(FraudDecision.LOW_RISK);
    assertThat(after.resultId()).isEqualTo(before.resultId());
  }

  @Test
  void where_nobody_is_authenticated_fraud_needs_the_least_amount_only() {
    Situation now = situation(3, barred(AuthenticationDecision.SPEAKER_NOT_ENROLLED));

    FraudDetection fraud = detectFraud(now, authenticate(now));

    assertThat(fraud.decision()).isEqualTo(FraudDecision.LOW_RISK);
    assertThat(fraud.reasons()).isEmpty();
  }

  @Test
  void seconds_still_needed_are_those_of_the_decision_that_takes_longest_and_zero_at_the_end() {
    Situation open = situation(4.5, enrolled(92));
    Authentication authentication = judge.authenticate(open);
    double before =
        Judge.secondsStillNeeded(open, authentication, judge.detectFraud(open, authentication));
    Situation whole = situation(10, enrolled(92));
    Authentication decided = judge.authenticate(whole);

    double after = Judge.secondsStillNeeded(whole, decided, judge.detectFraud(whole, decided));

    assertThat(before).isEqualTo(5.5);
    assertThat(after).isZero();
  }

  @Test
  void a_known_fraudster_is_a_high_risk_with_its_reason_and_the_fraudster() {
    FraudDetection fraud = detect(watched(10, () -> near(70, 5)));

    assertThat(fraud.decision()).isEqualTo(FraudDecision.HIGH_RISK);
    assertThat(fraud.reasons()).containsExactly(FraudDetection.Reason.KNOWN_FRAUDSTER);
    assertThat(fraud.knownFraudster())
        .isEqualTo(new FraudDetection.KnownFraudster(new DisplayScore(70), FRAUDSTER));
    assertThat(fraud.from()).isEqualTo(NOON);
  }

  @Test
  void a_score_that_meets_the_threshold_exactly_is_a_high_risk() {
    FraudDetection at = detect(watched(10, () -> near(50, 5)));

    assertThat(at.decision()).isEqualTo(FraudDecision.HIGH_RISK);
  }

  @Test
  void a_score_below_the_threshold_is_a_low_risk_that_names_the_nearest() {
    FraudDetection fraud = detect(watched(10, () -> near(49, 1)));

    assertThat(fraud.decision()).isEqualTo(FraudDecision.LOW_RISK);
    assertThat(fraud.reasons()).isEmpty();
    assertThat(fraud.knownFraudster())
        .isEqualTo(new FraudDetection.KnownFraudster(new DisplayScore(49), FRAUDSTER));
  }

  @Test
  void a_clear_match_is_told_early_though_the_authentication_is_open() {
    Situation early = situation(5, enrolled(92), 1, 90, WATCHLIST, 50, () -> near(99, 12));

    Authentication authentication = authenticate(early);
    FraudDetection fraud = detectFraud(early, authentication);

    assertThat(authentication.open()).isTrue();
    assertThat(fraud.decision()).isEqualTo(FraudDecision.HIGH_RISK);
  }

  @Test
  void what_is_not_clear_waits_for_the_whole_amount_of_speech() {
    FraudDetection early = detect(watched(5, () -> near(60, 3)));
    FraudDetection low = detect(watched(6, () -> near(10, -2)));

    FraudDetection whole = detect(watched(10, () -> near(10, -2)));

    assertThat(early.decision()).isEqualTo(FraudDecision.NOT_ENOUGH_SPEECH);
    assertThat(low.decision()).isEqualTo(FraudDecision.NOT_ENOUGH_SPEECH);
    assertThat(whole.decision()).isEqualTo(FraudDecision.LOW_RISK);
    assertThat(whole.resultId()).isEqualTo(early.resultId());
  }

  @Test
  void somebody_clearly_not_on_the_list_is_a_low_risk_early() {
    FraudDetection fraud = detect(watched(4, () -> near(0, -9)));

    assertThat(fraud.decision()).isEqualTo(FraudDecision.LOW_RISK);
  }

  @Test
  void nobody_is_no_match_even_at_a_threshold_of_zero() {
    FraudDetection fraud =
        detect(situation(10, new Standing.Unclaimed(), 1, 90, WATCHLIST, 0, () -> near(0, -20)));

    assertThat(fraud.decision()).isEqualTo(FraudDecision.LOW_RISK);
  }

  @Test
  void a_decided_session_is_searched_for_no_more_and_an_open_one_only_with_more_speech() {
    AtomicInteger searches = new AtomicInteger();
    Supplier<FraudsterSearch.Nearest> unclear =
        () -> {
          searches.incrementAndGet();
          return near(10, -2);
        };
    detect(watched(5, unclear));
    detect(watched(5, unclear));
    assertThat(searches).hasValue(1);
    FraudDetection decided = detect(watched(10, unclear));
    assertThat(searches).hasValue(2);

    FraudDetection again = detect(watched(25, unclear));

    assertThat(again).isSameAs(decided);
    assertThat(searches).hasValue(2);
  }

  @Test
  void another_watchlist_threshold_or_stream_makes_a_new_result_by_a_new_search() {
    WatchlistId other = WatchlistId.random();
    Standing nobody = new Standing.Unclaimed();
    FraudDetection first = detect(situation(10, nobody, 1, 90, WATCHLIST, 50, () -> near(70, 5)));

    FraudDetection list = detect(situation(10, nobody, 1, 90, other, 50, () -> near(0, -9)));
    FraudDetection threshold = detect(situation(10, nobody, 1, 90, other, 80, () -> near(70, 5)));
    FraudDetection stream = detect(situation(10, nobody, 2, 90, other, 80, () -> near(85, 7)));

    assertThat(first.decision()).isEqualTo(FraudDecision.HIGH_RISK);
    assertThat(list.decision()).isEqualTo(FraudDecision.LOW_RISK);
    assertThat(list.watchlist()).isEqualTo(other);
    assertThat(threshold.decision()).isEqualTo(FraudDecision.LOW_RISK);
    assertThat(stream.decision()).isEqualTo(FraudDecision.HIGH_RISK);
    assertThat(
            java.util.stream.Stream.of(first, list, threshold, stream)
                .map(FraudDetection::resultId))
        .doesNotHaveDuplicates();
  }
}
