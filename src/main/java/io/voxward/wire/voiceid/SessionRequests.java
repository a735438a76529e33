package io.voxward.wire.voiceid;

import io.voxward.common.DomainId;
import io.voxward.common.FailureException;
import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.WatchlistId;
import io.voxward.engine.audio.Encoding;
import io.voxward.engine.audio.SampleRate;
import io.voxward.session.CallFormat;
import io.voxward.session.ContactArn;
import io.voxward.session.SessionDraft;
import io.voxward.session.SessionRef;
import io.voxward.session.SessionSettings;
import io.voxward.wire.kinesis.ContactId;
import io.voxward.wire.kinesis.FragmentNumber;
import io.voxward.wire.kinesis.StreamArn;
import io.voxward.wire.kinesis.StreamPlace;
import io.voxward.wire.voiceid.SessionShapes.AuthenticationConfiguration;
import io.voxward.wire.voiceid.SessionShapes.FraudDetectionConfiguration;
import io.voxward.wire.voiceid.SessionShapes.SessionShape;
import io.voxward.wire.voiceid.SessionShapes.StreamingConfiguration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the operations on sessions are asked and answer, member by member. */
final class SessionRequests {
  private SessionRequests() {}

  /** Names one session, by id or name. */
  record SessionRequest(String domainId, String sessionNameOrId) {
    DomainId domain() {
      return new DomainId(domainId);
    }

    SessionRef session() {
      return SessionRef.parse(sessionNameOrId);
    }
  }

  /** Shows one session. */
  record SessionResponse(SessionShape session) {}

  /** How the audio of a session will be written; telephone audio in 16 bits where it is absent. */
  record AudioConfiguration(
      @Nullable Integer callerChannel,
      @Nullable Integer channels,
      @Nullable String encoding,
      @Nullable Integer sampleRate) {
    static final AudioConfiguration DEFAULT = new AudioConfiguration(null, null, null, null);

    CallFormat format() {
      int hertz = sampleRate == null ? SampleRate.TELEPHONE.hertz() : sampleRate;
      if (hertz != SampleRate.TELEPHONE.hertz() && hertz != SampleRate.WIDEBAND.hertz()) {
        throw FailureException.invalid("audioConfiguration.sampleRate", "must be 8000 or 16000");
      }
      int count = channels == null ? 1 : channels;
      if (count == 2 && callerChannel == null) {
        throw FailureException.invalid(
            "audioConfiguration.callerChannel", "is needed with two channels");
      }
      return new CallFormat(
          encoded(), new SampleRate(hertz), count, callerChannel == null ? 0 : callerChannel);
    }

    private Encoding encoded() {
      return switch (encoding == null ? "L16" : encoding) {
        case "PCMU" -> Encoding.PCMU;
        case "PCMA" -> Encoding.PCMA;
        default -> Encoding.L16_LITTLE_ENDIAN;
      };
    }
  }

  /** What a session wants otherwise than its domain; what is absent stays as it is. */
  private static SessionSettings settings(
      SessionSettings before,
      @Nullable AuthenticationConfiguration authentication,
      @Nullable Boolean authenticationEnabled,
      @Nullable FraudDetectionConfiguration fraud,
      @Nullable Boolean fraudEnabled,
      @Nullable StreamingConfiguration streaming) {
    Integer risk = fraud == null ? null : fraud.riskThreshold();
    String watchlist = fraud == null ? null : fraud.watchlistId();
    Double seconds = streaming == null ? null : streaming.authenticationMinimumSpeechInSeconds();
    return new SessionSettings(
        authentication == null
            ? before.acceptanceThreshold()
            : Integer.valueOf(authentication.acceptanceThreshold()),
        risk == null ? before.riskThreshold() : risk,
        seconds == null ? before.authenticationSpeechSeconds() : seconds,
        watchlist == null ? before.watchlistId() : new WatchlistId(watchlist),
        authenticationEnabled == null ? before.authentication() : authenticationEnabled,
        fraudEnabled == null ? before.fraudDetection() : fraudEnabled,
        before.endWhenDecided());
  }

  /** Where the audio of the call is to be fetched: Amazon Connect's own stream of the contact. */
  record MediaStream(@Nullable String contactId, String startFragmentNumber, String streamArn) {
    StreamPlace place(@Nullable String contactOfSession) {
      String contact = contactId == null ? contactOfSession : contactId;
      return new StreamPlace(
          new StreamArn(streamArn),
          new FragmentNumber(startFragmentNumber),
          contact == null ? null : new ContactId(contact));
    }
  }

  /** A session to start, or to go on with: a contact that is transferred keeps its session. */
  record StartSessionRequest(
      @Nullable AudioConfiguration audioConfiguration,
      @Nullable AuthenticationConfiguration authenticationConfiguration,
      @Nullable Boolean authenticationEnabled,
      @Nullable String clientToken,
      @Nullable String contactId,
      @Nullable String customerAccountId,
      String domainId,
      @Nullable FraudDetectionConfiguration fraudDetectionConfiguration,
      @Nullable Boolean fraudDetectionEnabled,
      @Nullable String instanceId,
      @Nullable MediaStream mediaStream,
      @Nullable String sessionName,
      @Nullable String speakerId,
      @Nullable StreamingConfiguration streamingConfiguration) {
    StartSessionRequest withoutToken() {
      return new StartSessionRequest(
          audioConfiguration,
          authenticationConfiguration,
          authenticationEnabled,
          null,
          contactId,
          customerAccountId,
          domainId,
          fraudDetectionConfiguration,
          fraudDetectionEnabled,
          instanceId,
          mediaStream,
          sessionName,
          speakerId,
          streamingConfiguration);
    }

    /** Where the call's audio is to be fetched; absent where it comes by itself. */
    @Nullable StreamPlace place() {
      return mediaStream == null ? null : mediaStream.place(contactId);
    }

    DomainId domain() {
      return new DomainId(domainId);
    }

    @Nullable SessionName name() {
      String name = sessionName == null ? contactId : sessionName;
      return name == null ? null : new SessionName(name);
    }

    @Nullable SpeakerRef speaker() {
      return speakerId == null ? null : SpeakerRef.parse(speakerId);
    }

    SessionSettings settingsOn(SessionSettings before) {
      return settings(
          before,
          authenticationConfiguration,
          authenticationEnabled,
          fraudDetectionConfiguration,
          fraudDetectionEnabled,
          streamingConfiguration);
    }

    SessionDraft draft(String region) {
      AudioConfiguration audio =
          audioConfiguration == null ? AudioConfiguration.DEFAULT : audioConfiguration;
      return new SessionDraft(
          name(),
          speaker(),
          audio.format(),
          settingsOn(SessionSettings.AS_DOMAIN),
          contact(region));
    }

    /** The contact's name in full, where everything is said that is in it. */
    private @Nullable ContactArn contact(String region) {
      if (contactId == null || instanceId == null || customerAccountId == null) {
        return null;
      }
      return new ContactArn(
          "arn:aws:connect:"
              + region
              + ":"
              + customerAccountId
              + ":instance/"
              + instanceId
              + "/contact/"
              + contactId);
    }

    @Override
    public String toString() {
      return "StartSessionRequest[hidden]";
    }
  }

  /** The session, and the key to one stream of it. */
  record StartSessionResponse(
      SessionShape session,
      String sessionId,
      String streamToken,
      Instant streamTokenExpiresAt,
      String streamUrl) {
    @Override
    public String toString() {
      return "StartSessionResponse[" + sessionId + "]";
    }
  }

  /** What changes about a session; what is absent stays. */
  record UpdateSessionRequest(
      @Nullable AuthenticationConfiguration authenticationConfiguration,
      @Nullable Boolean authenticationEnabled,
      String domainId,
      @Nullable FraudDetectionConfiguration fraudDetectionConfiguration,
      @Nullable Boolean fraudDetectionEnabled,
      String sessionNameOrId,
      @Nullable String speakerId,
      @Nullable StreamingConfiguration streamingConfiguration) {
    SessionRequest which() {
      return new SessionRequest(domainId, sessionNameOrId);
    }

    SessionSettings settingsOn(SessionSettings before) {
      return settings(
          before,
          authenticationConfiguration,
          authenticationEnabled,
          fraudDetectionConfiguration,
          fraudDetectionEnabled,
          streamingConfiguration);
    }

    @Override
    public String toString() {
      return "UpdateSessionRequest[hidden]";
    }
  }

  /** How a person gave their consent. */
  record ConsentShape(
      String channel, Instant givenAt, @Nullable String policyVersion, @Nullable String reference) {
    @Override
    public String toString() {
      return "ConsentShape[hidden]";
    }
  }

  /** Asks that a session's speaker be enrolled. */
  record EnrollBySessionRequest(
      @Nullable ConsentShape consent, String domainId, String sessionNameOrId) {
    SessionRequest which() {
      return new SessionRequest(domainId, sessionNameOrId);
    }
  }

  /** How the enrollment goes on. */
  record EnrollBySessionResponse(SessionShape session, String status) {}
}
