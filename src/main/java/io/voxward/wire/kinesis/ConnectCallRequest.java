package io.voxward.wire.kinesis;

import io.voxward.common.SessionName;
import io.voxward.common.SpeakerRef;
import io.voxward.common.WatchlistId;
import io.voxward.session.SessionSettings;
import io.voxward.wire.rest.Body;
import org.jspecify.annotations.Nullable;

/**
 * A call of a linked Amazon Connect instance, as its contact flow tells of it.
 *
 * @param instanceArn the instance, as the flow's event names it
 * @param contactId the contact whose audio it is
 * @param sessionName names the session; the contact id where absent. The initial contact id keeps
 *     one session over transfers
 * @param acceptanceThreshold, watchlistId what the call wants otherwise than its domain
 */
public record ConnectCallRequest(
    @Nullable String instanceArn,
    @Nullable String contactId,
    @Nullable String streamArn,
    @Nullable String startFragmentNumber,
    @Nullable String sessionName,
    @Nullable String speakerId,
    @Nullable Integer acceptanceThreshold,
    @Nullable String watchlistId) {
  InstanceArn instance() {
    return new InstanceArn(Body.required("instanceArn", instanceArn));
  }

  ContactId contact() {
    return new ContactId(Body.required("contactId", contactId));
  }

  StreamPlace place() {
    return new KinesisStreamRequest(streamArn, startFragmentNumber, contact().value()).place();
  }

  SessionName name() {
    return new SessionName(sessionName == null ? contact().value() : sessionName);
  }

  @Nullable SpeakerRef speaker() {
    return speakerId == null ? null : SpeakerRef.parse(speakerId);
  }

  SessionSettings settingsOn(SessionSettings before) {
    return new SessionSettings(
        acceptanceThreshold == null ? before.acceptanceThreshold() : acceptanceThreshold,
        before.riskThreshold(),
        before.authenticationSpeechSeconds(),
        watchlistId == null ? before.watchlistId() : new WatchlistId(watchlistId),
        before.authentication(),
        before.fraudDetection(),
        before.endWhenDecided());
  }

  @Override
  public String toString() {
    return "ConnectCallRequest[hidden]";
  }
}
