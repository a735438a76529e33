package io.voxward.wire.rest;

import io.voxward.common.GeneratedSpeakerId;
import io.voxward.common.WatchlistId;
import io.voxward.engine.audio.Encoding;
import io.voxward.evaluation.AuthenticationDecision;
import io.voxward.evaluation.DecisionRecord;
import io.voxward.evaluation.FraudDecision;
import io.voxward.session.CallFormat;
import io.voxward.session.EndReason;
import io.voxward.session.SessionRecord;
import io.voxward.session.SessionSettings;
import io.voxward.wire.call.Rounded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is shown, also after its end.
 *
 * @param tuning what it is tuned by; of a session that is over, or that another node holds, only
 *     which profile that is; absent where it is not tuned
 * @param endReason why it ended; absent while it is active
 * @param decisions every decision that was made, in order; absent in lists
 */
public record SessionBody(
    String sessionId,
    String sessionName,
    @Nullable String generatedSpeakerId,
    String streaming,
    double netSpeechSeconds,
    AudioBody audio,
    SettingsBody settings,
    @Nullable TuningBody tuning,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant startedAt,
    Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endReason,
    @Nullable List<DecisionBody> decisions) {

  /** How the audio is written. */
  public record AudioBody(String encoding, int sampleRate, int channels, int callerChannel) {
    static AudioBody of(CallFormat format) {
      return new AudioBody(
          word(format.encoding()),
          format.rate().hertz(),
          format.channels(),
          format.callerChannel());
    }

    private static String word(Encoding encoding) {
      return switch (encoding) {
        case L16_LITTLE_ENDIAN, L16_BIG_ENDIAN -> "L16";
        case PCMU -> "PCMU";
        case PCMA -> "PCMA";
      };
    }
  }

  /** What the session wants otherwise than its domain. */
  public record SettingsBody(
      @Nullable Integer acceptanceThreshold,
      @Nullable Integer riskThreshold,
      @Nullable Double authenticationSpeechSeconds,
      @Nullable String watchlistId,
      boolean authentication,
      boolean fraudDetection,
      boolean endWhenDecided) {
    static SettingsBody of(SessionSettings settings) {
      WatchlistId watchlist = settings.watchlistId();
      return new SettingsBody(
          settings.acceptanceThreshold(),
          settings.riskThreshold(),
          settings.authenticationSpeechSeconds(),
          watchlist == null ? null : watchlist.value(),
          settings.authentication(),
          settings.fraudDetection(),
          settings.endWhenDecided());
    }
  }

  /** A decision as it was written down. */
  public record DecisionBody(
      @Nullable String authentication,
      @Nullable Integer score,
      @Nullable String fraud,
      List<String> reasons,
      double netSpeechSeconds,
      String model,
      Instant evaluatedAt) {
    static DecisionBody of(DecisionRecord record) {
      AuthenticationDecision authentication = record.authentication();
      FraudDecision fraud = record.fraud();
      return new DecisionBody(
          authentication == null ? null : authentication.name(),
          record.score(),
          fraud == null ? null : fraud.name(),
          record.reasons(),
          Rounded.down(record.netSpeechSeconds()),
          record.model(),
          record.at());
    }
  }

  static SessionBody of(SessionRecord session) {
    return of(session, null);
  }

  static SessionBody of(SessionRecord session, @Nullable List<DecisionRecord> decisions) {
    GeneratedSpeakerId speaker = session.speaker();
    EndReason endReason = session.endReason();
    return new SessionBody(
        session.id().value(),
        session.name().value(),
        speaker == null ? null : speaker.value(),
        session.streaming().name(),
        Rounded.down(session.netSpeechSeconds()),
        AudioBody.of(session.format()),
        SettingsBody.of(session.settings()),
        TuningBody.of(session.tuning()),
        session.createdAt(),
        session.updatedAt(),
        session.startedAt(),
        session.expiresAt(),
        session.endedAt(),
        endReason == null ? null : endReason.name(),
        decisions == null ? null : decisions.stream().map(DecisionBody::of).toList());
  }
}
