package io.voxward.wire.rest;

import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.WatchlistId;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.profile.ProfileRef;
import io.voxward.profile.Tuned;
import io.voxward.session.CallFormat;
import io.voxward.session.ContactArn;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a caller says about a session to be made.
 *
 * @param profile a registered profile that it is tuned by
 * @param tuning what else it is tuned by, over the profile; never written down
 */
public record SessionRequest(
    @Nullable String sessionName,
    @Nullable String speakerId,
    @Nullable AudioRequest audio,
    @Nullable SettingsRequest settings,
    @Nullable String profile,
    @Nullable TuningRequest tuning,
    @Nullable String originalContactArn) {

  /**
   * How the audio is written.
   *
   * @param via {@code audiosocket} where it comes by Asterisk's AudioSocket, which says the rest
   *     itself; absent for a stream
   */
  public record AudioRequest(
      @Nullable String encoding,
      @Nullable Integer sampleRate,
      @Nullable Integer channels,
      @Nullable Integer callerChannel,
      @Nullable String via) {
    CallFormat format(@Nullable Integer usualChannel) {
      return comesByAudioSocket() ? audioSocketFormat() : streamFormat(usualChannel);
    }

    private boolean comesByAudioSocket() {
      if (via != null && !via.equals("audiosocket")) {
        throw FailureException.invalid("audio.via", "must be audiosocket where it is given");
      }
      return via != null;
    }

    private CallFormat audioSocketFormat() {
      if (encoding != null && !encoding.equals("L16")) {
        throw FailureException.invalid("audio.encoding", "is L16 with audiosocket");
      }
      if (channels != null && channels != 1) {
        throw FailureException.invalid("audio.channels", "is 1 with audiosocket");
      }
      int hertz = sampleRate == null ? SampleRate.TELEPHONE.hertz() : sampleRate;
      if (!SampleRate.isTaken(hertz)) {
        throw FailureException.invalid("audio.sampleRate", "must be 8000 or 16000");
      }
      return new CallFormat(
          Encoding.L16_LITTLE_ENDIAN,
          new SampleRate(hertz),
          1,
          callerChannel == null ? 0 : callerChannel);
    }

    private CallFormat streamFormat(@Nullable Integer usualChannel) {
      int hertz = Body.required("audio.sampleRate", sampleRate);
      int count = Body.required("audio.channels", channels);
      Integer caller = callerChannel == null && count == 2 ? usualChannel : callerChannel;
      if (count == 2 && caller == null) {
        throw FailureException.invalid("audio.callerChannel", "is needed with two channels");
      }
      if (!SampleRate.isTaken(hertz)) {
        throw FailureException.invalid("audio.sampleRate", "must be 8000 or 16000");
      }
      return new CallFormat(encoded(), new SampleRate(hertz), count, caller == null ? 0 : caller);
    }

    private Encoding encoded() {
      return switch (Body.required("audio.encoding", encoding)) {
        case "L16" -> Encoding.L16_LITTLE_ENDIAN;
        case "PCMU" -> Encoding.PCMU;
        case "PCMA" -> Encoding.PCMA;
        default -> throw FailureException.invalid("audio.encoding", "must be L16, PCMU or PCMA");
      };
    }
  }

  /** What the session wants otherwise than its domain; a member left out stays as it is. */
  public record SettingsRequest(
      @Nullable Integer acceptanceThreshold,
      @Nullable Integer riskThreshold,
      @Nullable Double authenticationSpeechSeconds,
      @Nullable String watchlistId,
      @Nullable Boolean authentication,
      @Nullable Boolean fraudDetection,
      @Nullable Boolean endWhenDecided) {
    SessionSettings on(SessionSettings before) {
      return new SessionSettings(
          acceptanceThreshold == null ? before.acceptanceThreshold() : acceptanceThreshold,
          riskThreshold == null ? before.riskThreshold() : riskThreshold,
          authenticationSpeechSeconds == null
              ? before.authenticationSpeechSeconds()
              : authenticationSpeechSeconds,
          watchlistId == null ? before.watchlistId() : new WatchlistId(watchlistId),
          authentication == null ? before.authentication() : authentication,
          fraudDetection == null ? before.fraudDetection() : fraudDetection,
          endWhenDecided == null ? before.endWhenDecided() : endWhenDecided);
    }
  }

  /** Whether the call comes by AudioSocket. */
  boolean comesByAudioSocket() {
    return Body.required("audio", audio).comesByAudioSocket();
  }

  /** The profile named; absent where none is. */
  @Nullable ProfileRef ref() {
    return profile == null ? null : ProfileRef.parse("profile", profile);
  }

  SessionDraft draft(Tuned tuned) {
    return new SessionDraft(
        sessionName == null ? null : new SessionName(sessionName),
        speakerId == null ? null : SpeakerRef.parse(speakerId),
        Body.required("audio", audio).format(tuned.together().channel()),
        settings == null ? SessionSettings.AS_DOMAIN : settings.on(SessionSettings.AS_DOMAIN),
        tuned,
        originalContactArn == null ? null : new ContactArn(originalContactArn));
  }
}
