package io.voxward.wire.audiohook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.common.Rehearsal;
import io.voxward.wire.stream.MessageLimit;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** A handshake of AudioHook that nobody has signed, and a conversation after it. */
@Singleton
class HookRehearsal implements Rehearsal {
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";
  private static final String KEY = "vxi_rehearsal";
  private static final int MESSAGES = 100;

  private final Handshakes handshakes;
  private final AudioHookConfig config;
  private final ObjectMapper json;
  private final Clock clock;

  HookRehearsal(Handshakes handshakes, AudioHookConfig config, ObjectMapper json, Clock clock) {
    this.handshakes = handshakes;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  @Override
  public void rehearse() {
    try {
      var _ = handshakes.verify(handshake());
    } catch (BadHandshake unknown) {
      // As it should be.
    }
    try {
      converse();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message is always JSON", e);
    }
  }

  private Handshake handshake() {
    long now = clock.instant().getEpochSecond();
    String parameters =
        ("(\"@request-target\" \"@authority\" \"audiohook-organization-id\""
                + " \"audiohook-session-id\" \"audiohook-correlation-id\" \"x-api-key\")"
                + ";keyid=\"%s\";nonce=\"%s\";alg=\"hmac-sha256\";created=%d;expires=%d")
            .formatted(KEY, NOBODY, now, now + 1);
    return Handshake.of(
        AudioHookSocket.PATH,
        "localhost",
        List.of(
            Map.entry(Handshake.ORGANIZATION, NOBODY),
            Map.entry(Handshake.SESSION, NOBODY),
            Map.entry(Handshake.CORRELATION, NOBODY),
            Map.entry(Handshake.API_KEY, KEY),
            Map.entry(Handshake.INPUT, "sig1=" + parameters),
            Map.entry(Handshake.SIGNATURE, "sig1=:" + "A".repeat(43) + "=:")));
  }

  private void converse() throws JsonProcessingException {
    Conversation conversation =
        new Conversation(
            new ClientMessages(json),
            NOBODY,
            NOBODY,
            config,
            new MessageLimit(MESSAGES, MESSAGES, clock),
            clock);
    var _ =
        conversation.said(
            """
            {"version": "2", "id": "%1$s", "type": "open", "seq": 1, "serverseq": 0,
             "position": "PT0S", "parameters": {"organizationId": "%1$s", "conversationId": "%1$s",
             "participant": {"id": "%1$s"}, "media": [{"type": "audio", "format": "PCMU",
             "channels": ["external"], "rate": 8000}], "customConfig": {"speakerId": "nobody"}}}
            """
                .formatted(NOBODY));
    for (Step step : conversation.opened()) {
      if (step instanceof Step.Say(ServerMessage message)) {
        String _ = json.writeValueAsString(message);
      }
    }
    var _ = conversation.audio(1);
  }
}
