package io.voxward.wire.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.Rehearsal;
import io.voxward.instance.InstanceKind;
import io.voxward.instance.Instances;
import jakarta.inject.Singleton;

/** The messages of a call over Media Streams, and the question whose account it is. */
@Singleton
class TwilioRehearsal implements Rehearsal {
  private static final int PIECE_BYTES = 160;

  private final Instances instances;
  private final ObjectMapper json;

  TwilioRehearsal(Instances instances, ObjectMapper json) {
    this.instances = instances;
    this.json = json;
  }

  @Override
  public void rehearse() {
    TwilioMessages messages = new TwilioMessages(json);
    var _ =
        messages.read(
            """
            {"event": "start", "start": {"accountSid": "nobody", "callSid": "none",
             "tracks": ["inbound"], "customParameters": {"speakerId": "nobody"},
             "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}}}
            """);
    MediaOrder order = new MediaOrder(PIECE_BYTES, (byte) 0);
    if (messages.read(
            """
            {"event": "media", "media": {"track": "inbound", "chunk": "1", "payload": "/////w=="}}
            """)
        instanceof TwilioMessage.Media media) {
      var _ = order.take(media.chunk(), media.audio());
    }
    var _ = instances.byExternalId(InstanceKind.TWILIO, "nobody");
  }
}
