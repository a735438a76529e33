package io.voxward.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.client.platform.TwilioCall;
import io.voxward.engine.audio.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The search that the proof rests on finds what is there, and nothing else. */
class MarkerTraceTest {
  private static final FileTime EVER = FileTime.fromMillis(0);

  @TempDir Path folder;

  private static Marked marked(Encoding encoding) throws IOException {
    return Marked.voice(Voices.speech("allison/call-2"), 2, encoding);
  }

  @ParameterizedTest
  @EnumSource
  void a_part_of_the_audio_is_found_in_every_form(Encoding encoding) throws IOException {
    Marked audio = marked(encoding);
    MarkerTrace trace = new MarkerTrace(List.of(audio));

    for (Map.Entry<String, byte[]> form : audio.forms().entrySet()) {
      byte[] bytes = form.getValue();
      int odd = bytes.length / 3 | 1;
      byte[] part = Arrays.copyOfRange(bytes, odd, odd + bytes.length / 4);

      assertThat(trace.formsIn(part, part.length)).contains(form.getKey());
    }
  }

  @Test
  void audio_is_found_in_messages_of_base64_as_twilio_sends_them() throws IOException {
    Marked audio = marked(Encoding.PCMU);
    StringBuilder messages = new StringBuilder();
    for (int from = 160; from + 160 <= audio.streamed().length; from += 160) {
      byte[] piece = Arrays.copyOfRange(audio.streamed(), from, from + 160);
      messages.append(TwilioCall.media(from / 160, piece, 0, 160, 20)).append('\n');
    }
    byte[] log = messages.toString().getBytes(StandardCharsets.US_ASCII);

    var found = new MarkerTrace(List.of(audio)).formsIn(log, log.length);

    assertThat(found)
        .contains("PCMU as base64", "PCMU as base64 from byte 1", "PCMU as base64 from byte 2");
  }

  @Test
  void audio_across_the_edge_of_two_chunks_is_found() throws IOException {
    Marked audio = marked(Encoding.PCMU);
    byte[] file = new byte[(1 << 20) + 10_000];
    System.arraycopy(audio.streamed(), 0, file, (1 << 20) - 500, 1_100);
    Files.write(folder.resolve("file"), file);

    var found = new MarkerTrace(List.of(audio)).findUnder(folder, EVER);

    assertThat(found).isNotEmpty();
  }

  @Test
  void the_same_voice_with_other_noise_is_not_found() throws IOException {
    byte[] other = marked(Encoding.L16_LITTLE_ENDIAN).streamed();

    var found =
        new MarkerTrace(List.of(marked(Encoding.L16_LITTLE_ENDIAN))).formsIn(other, other.length);

    assertThat(found).isEmpty();
  }

  @Test
  void a_file_from_before_is_not_searched() throws IOException {
    Marked audio = marked(Encoding.PCMA);
    Files.write(folder.resolve("old"), audio.streamed());
    Files.setLastModifiedTime(folder.resolve("old"), EVER);

    var found = new MarkerTrace(List.of(audio)).findUnder(folder, FileTime.fromMillis(1_000));

    assertThat(found).isEmpty();
  }
}
