package io.voxward.wire.l16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.voxward.common.Failure;
import io.voxward.common.FailureException;
import io.voxward.engine.audio.Encoding;
import io.voxward.wire.l16.Profile.First;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProfileTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static First first(String text, @Nullable String query) {
    JsonNode json = MissingNode.getInstance();
    if (text.startsWith("{")) {
      try {
        json = JSON.readTree(text);
      } catch (JsonProcessingException e) {
        json = MissingNode.getInstance();
      }
    }
    return new First(text, json, query);
  }

  private static Announcement linear(
      int hertz, int channels, Map<String, String> parameters, @Nullable String callId) {
    return new Announcement(Encoding.L16_LITTLE_ENDIAN, hertz, channels, 0, parameters, callId);
  }

  @Test
  void jambonz_says_it_in_its_first_message() {
    assertThat(
            Profile.JAMBONZ.read(
                first(
                    """
                    {"callSid": "c0ffee", "direction": "inbound", "sampleRate": 16000,
                     "mixType": "stereo", "speakerId": "top", "metadata": {"speakerId": "near"}}
                    """,
                    "speakerId=far&watchlistId=w")))
        .isEqualTo(linear(16000, 2, Map.of("speakerId", "near", "watchlistId", "w"), "c0ffee"));
  }

  @Test
  void freeswitch_may_say_nothing_but_the_rate_in_the_query() {
    assertThat(Profile.FREESWITCH.read(First.silent("rate=8000&uuid=u1&sessionName=s")))
        .isEqualTo(linear(8000, 1, Map.of("sessionName", "s"), "u1"));
    assertThat(Profile.AUDIOSTREAM.read(first("any words", "rate=16k&mixType=stereo")))
        .isEqualTo(linear(16000, 2, Map.of(), null));
    assertThat(
            Profile.FREESWITCH
                .read(
                    first(
                        "{\"sampleRate\": \"16000\"}", "rate=8000&mixType=stereo&callerChannel=1"))
                .callerChannel())
        .isEqualTo(1);
  }

  @Test
  void vonage_says_the_rate_in_the_content_type() {
    assertThat(
            Profile.VONAGE.read(
                first(
                    """
                    {"event": "websocket:connected", "content-type": "audio/l16;rate=16000",
                     "speakerId": "customer-7", "conversation_uuid": "CON-f972836a"}
                    """,
                    null)))
        .isEqualTo(linear(16000, 1, Map.of("speakerId", "customer-7"), "f972836a"));
  }

  @ParameterizedTest
  @CsvSource({
    "ulaw, PCMU, 8000",
    "alaw, PCMA, 8000",
    "slin, L16_LITTLE_ENDIAN, 8000",
    "slin12, L16_LITTLE_ENDIAN, 12000",
    "slin16, L16_LITTLE_ENDIAN, 16000",
    "slin44, L16_LITTLE_ENDIAN, 44100",
    "slin192, L16_LITTLE_ENDIAN, 192000"
  })
  void asterisk_says_the_format_in_plain_text_and_in_json(
      String format, Encoding encoding, int hertz) {
    Announcement expected =
        new Announcement(encoding, hertz, 1, 0, Map.of("speakerId", "customer-7"), "1761245643.1");

    assertThat(
            Profile.ASTERISK.read(
                first(
                    "MEDIA_START connection_id:m1 channel:WebSocket/m1/0x5140001a0040"
                        + " channel_id:1761245643.1 format:"
                        + format
                        + " optimal_frame_size:160 ptime:20",
                    "speakerId=customer-7")))
        .isEqualTo(expected);
    assertThat(
            Profile.ASTERISK.read(
                first(
                    """
                    {"event": "MEDIA_START", "connection_id": "m1", "channel": "WebSocket/m1/0x51",
                     "channel_id": "1761245643.1", "format": "%s", "optimal_frame_size": 160,
                     "ptime": 20, "channel_variables": {"speakerId": "customer-7"}}
                    """
                        .formatted(format),
                    null)))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAMBONZ| hello| | message",
        "JAMBONZ| {\"callSid\": \"c\"}| | sampleRate",
        "JAMBONZ| {\"sampleRate\": 8000, \"mixType\": \"mixed\"}| | mixType",
        "JAMBONZ| {\"sampleRate\": 8000, \"mixType\": \"quad\"}| | mixType",
        "FREESWITCH| {}| | sampleRate",
        "FREESWITCH| {}| rate=fast| sampleRate",
        "AUDIOSTREAM| {}| rate=8000&mixType=mixed| mixType",
        "AUDIOSTREAM| {}| rate=8000&callerChannel=2| callerChannel",
        "VONAGE| {\"event\": \"websocket:dtmf\"}| | event",
        "VONAGE| {\"event\": \"websocket:connected\", \"content-type\": \"audio/opus\"}| "
            + "| content-type",
        "ASTERISK| MEDIA_XON| | event",
        "ASTERISK| MEDIA_START format:opus| | format",
        "ASTERISK| MEDIA_START| | format"
      })
  void what_cannot_be_heard_is_refused_by_name(
      Profile profile, String text, @Nullable String query, String field) {
    assertThatThrownBy(() -> profile.read(first(text, query)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Invalid.class,
                        invalid -> assertThat(invalid.field()).isEqualTo(field)));
  }

  /**
   * First messages made of random members: what is read is what the model says, which looks each
   * name up in the three places one after another.
   */
  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"JAMBONZ", "FREESWITCH", "AUDIOSTREAM"})
  void whatever_is_said_is_read_as_the_model_says(Profile profile) {
    List<String> rates = List.of("8000", "16k", "24000", "0", "fast", "", "9999999");
    List<String> mixes = List.of("mono", "stereo", "mixed", "", "quad");
    for (int seed = 0; seed < 2000; seed++) {
      // Given
      RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
      ObjectNode json = JSON.createObjectNode();
      ObjectNode metadata = JSON.createObjectNode();
      StringBuilder query = new StringBuilder();
      String rate = put(random, "sampleRate", rates, metadata, json, query);
      String mix = put(random, "mixType", mixes, metadata, json, query);
      String speaker = put(random, "speakerId", List.of("a", "b", "c"), metadata, json, query);
      json.set("metadata", metadata);
      boolean goodMix = mix == null || mix.equals("mono") || mix.equals("stereo");

      // When / Then
      First said = first(json.toString(), query.toString());
      if (rate != null && rate.matches("[0-9]{1,6}k?") && goodMix) {
        Announcement read = profile.read(said);
        assertThat(read.hertz())
            .as("seed %d", seed)
            .isEqualTo(
                rate.endsWith("k")
                    ? Integer.parseInt(rate.replace("k", "")) * 1000
                    : Integer.parseInt(rate));
        assertThat(read.channels()).isEqualTo("stereo".equals(mix) ? 2 : 1);
        assertThat(read.parameters().get("speakerId")).isEqualTo(speaker);
      } else {
        assertThatThrownBy(() -> profile.read(said))
            .as("seed %d", seed)
            .isInstanceOf(FailureException.class);
      }
    }
  }

  /** Puts a member into some of the places; tells the one that counts, empty ones do not. */
  private static @Nullable String put(
      RandomGenerator random,
      String name,
      List<String> values,
      ObjectNode metadata,
      ObjectNode json,
      StringBuilder query) {
    String counts = null;
    for (ObjectNode place : List.of(metadata, json)) {
      if (random.nextInt(3) == 0) {
        String value = values.get(random.nextInt(values.size()));
        place.put(name, value);
        counts = counts == null && !value.isEmpty() ? value : counts;
      }
    }
    if (random.nextInt(3) == 0) {
      String value = values.get(random.nextInt(values.size()));
      query.append(name).append('=').append(value).append('&');
      counts = counts == null ? value : counts;
    }
    return counts;
  }
}
