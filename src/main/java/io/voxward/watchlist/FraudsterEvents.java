package io.voxward.watchlist;

import io.voxward.common.WatchlistId;
import io.voxward.outbox.FraudsterAction;
import io.voxward.outbox.FraudsterAction.Act;
import io.voxward.outbox.FraudsterAction.RegistrationStatus;
import io.voxward.outbox.ServiceEvent.About;
import io.voxward.outbox.SpeakerAction.Source;
import io.voxward.voiceprint.VoiceprintSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Voice ID's events say about fraudsters: ids only, never a remark. */
final class FraudsterEvents {
  private FraudsterEvents() {}

  static FraudsterAction registration(
      Fraudster fraudster, NewVoice voice, RegistrationStatus status) {
    return new FraudsterAction(
        About.success(fraudster.tenant(), fraudster.domain()),
        Act.REGISTER_FRAUDSTER,
        fraudster.id(),
        fraudster.watchlists(),
        new FraudsterAction.Data(source(voice.source()), voice.sourceId(), status));
  }

  static FraudsterAction refusal(
      About failed, Set<WatchlistId> onto, VoiceprintSource source, @Nullable String sourceId) {
    return new FraudsterAction(
        failed,
        Act.REGISTER_FRAUDSTER,
        null,
        List.copyOf(onto),
        new FraudsterAction.Data(source(source), sourceId, null));
  }

  static FraudsterAction deletion(Fraudster fraudster) {
    return new FraudsterAction(
        About.success(fraudster.tenant(), fraudster.domain()),
        Act.DELETE_FRAUDSTER,
        fraudster.id(),
        fraudster.watchlists(),
        null);
  }

  private static Source source(VoiceprintSource source) {
    return switch (source) {
      case SESSION -> Source.SESSION;
      case UPLOAD -> Source.UPLOAD;
      case BATCH -> Source.BATCH_JOB;
    };
  }
}
