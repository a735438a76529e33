package io.voxward.wire.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.wire.twilio.TwilioMessage.Malformed;
import io.voxward.wire.twilio.TwilioMessage.Media;
import io.voxward.wire.twilio.TwilioMessage.Start;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwilioMessagesTest {
  private static final String TWILIO =
      """
      {"event": "start", "sequenceNumber": "1", "streamSid": "MZ1", "start": {"accountSid": "AC1",
       "streamSid": "MZ1", "callSid": "CA1", "tracks": ["inbound"], "customParameters":
       {"speakerId": "customer-7", "count": 3, "list": []}, "mediaFormat":
       {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1}}}
      """;
  private static final String TELNYX =
      """
      {"event": "start", "sequence_number": "1", "stream_id": "32DE0DEA", "start": {"user_id":
       "3E6F995F", "call_control_id": "v2:T02l", "call_session_id": "ff55a038-6f5d", "from": "+1",
       "to": "+2", "client_state": "aGF2ZQ==", "custom_parameters": {"speakerId": "customer-8"},
       "media_format": {"encoding": "PCMA", "sample_rate": 8000, "channels": 1}}}
      """;
  private static final String EXOTEL =
      """
      {"event": "start", "sequence_number": 1, "stream_sid": "s1", "start": {"stream_sid": "s1",
       "call_sid": "c1", "account_sid": "exotel1", "from": "1", "to": "2",
       "media_format": {"encoding": "base64", "sample_rate": "8000", "bit_rate": "128kbps"}}}
      """;

  private final TwilioMessages messages = new TwilioMessages(new ObjectMapper());

  @Test
  void every_platforms_start_is_read() {
    assertThat(messages.read(TWILIO))
        .isEqualTo(
            new Start(
                "AC1",
                "CA1",
                Set.of("inbound"),
                "audio/x-mulaw",
                8000,
                1,
                Map.of("speakerId", "customer-7", "count", "3")));
    assertThat(messages.read(TELNYX))
        .isEqualTo(
            new Start(
                "3E6F995F",
                "ff55a038-6f5d",
                Set.of(),
                "PCMA",
                8000,
                1,
                Map.of("speakerId", "customer-8")));
    assertThat(messages.read(EXOTEL))
        .isEqualTo(new Start("exotel1", "c1", Set.of(), "base64", 8000, 1, Map.of()));
  }

  @Test
  void only_the_inbound_track_is_the_caller() {
    assertThat(media("\"track\": \"inbound\", \"chunk\": \"7\", \"payload\": \"//8=\""))
        .satisfies(media -> assertThat(media.inbound()).isTrue())
        .satisfies(media -> assertThat(media.chunk()).isEqualTo(7))
        .satisfies(media -> assertThat(media.audio()).containsExactly(0xff, 0xff));
    assertThat(media("\"track\": \"outbound\", \"chunk\": 7, \"payload\": \"\"").inbound())
        .isFalse();
    assertThat(media("\"chunk\": 7, \"payload\": \"\"").inbound()).isTrue();
    assertThat(media("\"payload\": \"\"").chunk()).isEqualTo(-1);
  }

  private Media media(String members) {
    return (Media) messages.read("{\"event\": \"media\", \"media\": {" + members + "}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]| event",
        "| message",
        "{\"event\": 1}| event",
        "{\"event\": \"start\"}| start",
        "{\"event\": \"start\", \"start\": {}}| start.mediaFormat.encoding",
        "{\"event\": \"start\", \"start\": {\"mediaFormat\": {\"encoding\": \"x\"}}}"
            + "| start.mediaFormat.sampleRate",
        "{\"event\": \"start\", \"start\": {\"mediaFormat\": {\"encoding\": \"x\", \"sampleRate\":"
            + " 8000, \"channels\": 2}}}| start.mediaFormat.channels",
        "{\"event\": \"media\"}| media.payload",
        "{\"event\": \"media\", \"media\": {\"payload\": \"*\"}}| media.payload",
        "{\"event\": \"media\", \"media\": {\"payload\": \"\", \"chunk\": \"-1\"}}| media.chunk",
        "{\"event\": \"media\", \"media\": {\"payload\": \"\", \"chunk\": -1}}| media.chunk",
        "{\"event\": \"media\", \"media\": {\"payload\": \"\", \"chunk\":"
            + " \"9999999999999999999\"}}| media.chunk"
      })
  void a_member_of_a_wrong_form_is_named(String text, String field) {
    assertThat(messages.read(text == null ? "{" : text))
        .isInstanceOfSatisfying(
            Malformed.class, wrong -> assertThat(wrong.field()).isEqualTo(field));
  }

  /** Cut, joined and changed at random, a text is read or refused, and never more than that. */
  @Test
  void whatever_comes_is_read_or_named() {
    List<String> pieces =
        List.of(
            TWILIO, TELNYX, EXOTEL, "{\"event\": \"media\", \"media\": {\"payload\": \"/w==\"}}");
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
    int malformed = 0;
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder(pieces.get(random.nextInt(pieces.size())));
      for (int change = random.nextInt(4); change > 0 && !text.isEmpty(); change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, (char) random.nextInt(1, 256));
          case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 40)));
          default -> text.insert(at, pieces.get(random.nextInt(pieces.size())), 0, 20);
        }
      }
      TwilioMessage read = messages.read(text.toString());
      assertThat(read).isNotNull();
      malformed += read instanceof Malformed ? 1 : 0;
    }
    assertThat(malformed).isBetween(1000, 4900);
  }
}
