package io.voxward.client.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.client.Hmac;
import io.voxward.client.LinkedInstance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What each platform says, member by member; that the service takes it is for PlatformLinesTest.
 */
class PlatformCallTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final NewCall CALL = new NewCall("call-1", "customer-7");
  private static final String TOKEN = "token-of-the-test";
  private static final String EVALUATION =
      "{\"type\":\"voxward.evaluation\",\"data\":{\"sessionId\":\"s\",\"streaming\":\"ONGOING\","
          + "\"netSpeechSeconds\":4.0,\"secondsStillNeeded\":0,"
          + "\"authentication\":{\"decision\":\"ACCEPT\"}}}";

  private static LinkedInstance linked(String kind, String id) {
    return new LinkedInstance("i", kind, id, "key", "c2VjcmV0", TOKEN);
  }

  private static AudioHookCall hook() {
    return new AudioHookCall(
        linked("genesys", "d7934305-0972-4844-938e-9060eef73d05"),
        "127.0.0.1:8080",
        CALL,
        Instant.parse("2026-11-25T10:00:00Z"));
  }

  private static String server(int seq, String type, String parameters) {
    return "{\"version\":\"2\",\"id\":\"x\",\"type\":\"%s\",\"seq\":%d,\"parameters\":%s}"
        .formatted(type, seq, parameters);
  }

  @Test
  void genesys_signs_its_handshake_and_offers_three_kinds_of_media() throws IOException {
    AudioHookCall call = hook();

    Map<String, String> headers = call.headers();
    JsonNode open = JSON.readTree(call.opening().getFirst());

    assertThat(headers.get("Signature-Input"))
        .contains("keyid=\"key\"", "created=1795600800", "expires=1795600830");
    assertThat(headers.get("Signature")).matches("sig1=:[A-Za-z0-9+/]{43}=:");
    assertThat(open.path("type").asText()).isEqualTo("open");
    assertThat(open.path("seq").asInt()).isEqualTo(1);
    assertThat(open.at("/parameters/media")).hasSize(3);
    assertThat(open.at("/parameters/customConfig/speakerId").asText()).isEqualTo("customer-7");
    assertThat(headers.get("Audiohook-Session-Id")).isEqualTo(open.path("id").asText());
    assertThat(call.waitsForWelcome()).isTrue();
  }

  @Test
  void genesys_pings_after_a_second_and_then_every_five() {
    AudioHookCall call = hook();

    long[] pinged =
        LongStream.rangeClosed(0, 60)
            .map(piece -> piece * 200)
            .filter(millis -> call.meanwhile(millis).isPresent())
            .toArray();

    assertThat(pinged).containsExactly(1000, 6000, 11_000);
  }

  @Test
  void genesys_counts_its_messages_and_says_which_of_ours_it_saw() throws IOException {
    AudioHookCall call = hook();
    call.opening();
    PlatformAnswer welcome = call.hear(server(1, "opened", "{}"));

    JsonNode close = JSON.readTree(call.farewell(6400).orElseThrow());

    assertThat(welcome).isEqualTo(new PlatformAnswer.Welcome());
    assertThat(close.path("seq").asInt()).isEqualTo(2);
    assertThat(close.path("serverseq").asInt()).isEqualTo(1);
    assertThat(close.path("position").asText()).isEqualTo("PT6.400S");
    assertThat(close.at("/parameters/reason").asText()).isEqualTo("end");
    assertThat(call.hear(server(2, "closed", "{}"))).isEqualTo(new PlatformAnswer.Gone());
  }

  @Test
  void genesys_goes_when_it_is_asked_to() throws IOException {
    PlatformAnswer asked =
        hook()
            .hear(server(1, "disconnect", "{\"reason\":\"error\",\"info\":\"OVERLOADED: later\"}"));
    PlatformAnswer again =
        hook().hear(server(1, "reconnect", "{\"info\":\"this node is stopping\"}"));

    assertThat(asked)
        .isInstanceOfSatisfying(
            PlatformAnswer.AskedToGo.class,
            go -> {
              assertThat(go.word()).isEqualTo("OVERLOADED");
              assertThat(go.answer()).contains("\"reason\":\"disconnect\"");
            });
    assertThat(again)
        .isInstanceOfSatisfying(
            PlatformAnswer.AskedToGo.class,
            go -> {
              assertThat(go.word()).isEqualTo("RECONNECT");
              assertThat(go.answer()).contains("\"reason\":\"reconnect\"");
            });
  }

  @Test
  void genesys_and_freeswitch_read_decisions() throws IOException {
    PlatformAnswer hook = hook().hear(server(1, "event", "{\"entities\":[" + EVALUATION + "]}"));
    PlatformAnswer fork =
        l16(L16Platform.FREESWITCH).hear("{\"type\":\"json\",\"data\":" + EVALUATION + "}");
    PlatformAnswer stream = l16(L16Platform.AUDIOSTREAM).hear(EVALUATION);

    assertThat(List.of(hook, fork, stream))
        .allSatisfy(answer ->
            assertThat(answer)
                .isInstanceOfSatisfying(
                    PlatformAnswer.Told.class,
                    told -> assertThat(told.evaluation().decision()).isEqualTo("ACCEPT")));
  }

  @Test
  void twilio_signs_the_address_and_counts_its_messages() throws IOException {
    TwilioCall call = new TwilioCall(linked("twilio", "AC1"), "auth", "voxward.example:443", CALL);

    JsonNode start = JSON.readTree(call.opening().getLast());
    byte[] sound = {1, 2, 3, 4, 5, 6};
    JsonNode media = JSON.readTree(TwilioCall.media(1, sound, 3, 3, 20));
    assertThat(call.meanwhile(0)).isEmpty();
    assertThat(call.meanwhile(20)).isEmpty();
    JsonNode stop = JSON.readTree(call.farewell(40).orElseThrow());

    assertThat(call.headers().get("X-Twilio-Signature"))
        .isEqualTo(
            Base64.getEncoder()
                .encodeToString(
                    Hmac.sha1(
                        new byte[] {'a', 'u', 't', 'h'},
                        "wss://voxward.example:443/stream/twilio"
                            .getBytes(StandardCharsets.US_ASCII))));
    assertThat(start.at("/start/accountSid").asText()).isEqualTo("AC1");
    assertThat(start.at("/start/customParameters/sessionName").asText()).isEqualTo("call-1");
    assertThat(start.path("sequenceNumber").asText()).isEqualTo("1");
    assertThat(media.path("sequenceNumber").asText()).isEqualTo("3");
    assertThat(media.at("/media/chunk").asText()).isEqualTo("2");
    assertThat(media.at("/media/timestamp").asText()).isEqualTo("20");
    assertThat(Base64.getDecoder().decode(media.at("/media/payload").asText()))
        .containsExactly(4, 5, 6);
    assertThat(media.path("streamSid")).isEqualTo(start.path("streamSid"));
    assertThat(stop.path("sequenceNumber").asText()).isEqualTo("4");
  }

  private static L16Call l16(L16Platform platform) {
    return new L16Call(platform, linked("any", "pbx"), CALL);
  }

  @ParameterizedTest
  @EnumSource(L16Platform.class)
  void every_platform_of_plain_sound_says_who_it_is_and_whose_call_it_is(L16Platform platform) {
    L16Call call = l16(platform);

    String said = call.path() + " " + call.opening().getFirst();

    assertThat(said).contains("call-1", "customer-7");
    String authorization = call.headers().getOrDefault("Authorization", "");
    String proof = authorization.substring(authorization.indexOf(' ') + 1);
    assertThat(
            authorization.startsWith("Basic ")
                ? new String(Base64.getDecoder().decode(proof), StandardCharsets.US_ASCII)
                : proof)
        .endsWith(TOKEN);
    assertThat(call.waitsForWelcome()).isFalse();
    assertThat(call.toString()).doesNotContain(TOKEN, "customer-7");
  }

  @Test
  void audio_socket_frames_have_kind_length_and_payload() {
    UUID uuid = UUID.fromString("00010203-0405-0607-0809-0a0b0c0d0e0f");

    byte[] first = bytes(AudioSocketFrames.uuid(uuid));
    byte[] sound = bytes(AudioSocketFrames.sound(new byte[] {9, 8, 7, 6}, 1, 2));

    assertThat(Arrays.copyOf(first, 5)).containsExactly(1, 0, 16, 0, 1);
    assertThat(first).hasSize(19);
    assertThat(sound).containsExactly(0x10, 0, 2, 8, 7);
    assertThat(bytes(AudioSocketFrames.hangUp())).containsExactly(0, 0, 0);
  }

  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }
}
