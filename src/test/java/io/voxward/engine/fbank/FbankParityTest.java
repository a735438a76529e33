package io.voxward.engine.fbank;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The filter bank against vectors frozen from Kaldi's own code. */
class FbankParityTest {
  private static final double TOLERANCE = 1e-3;

  static List<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    try (InputStream file = resource("reference.json")) {
      new ObjectMapper().readTree(file).path("cases").forEach(cases::add);
    }
    return cases;
  }

  @Test
  void there_are_five_reference_cases() throws IOException {
    assertThat(cases()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_frozen_frame_and_the_mean_agree_with_kaldi(JsonNode reference) throws IOException {
    PcmAudio audio = audio(reference.path("file").asText());

    FeatureMatrix features = new Fbank(FbankOptions.CAMPPLUS).compute(audio.samples());

    assertThat(audio.rate()).isEqualTo(SampleRate.WIDEBAND);
    assertThat(features.frames()).isEqualTo(reference.path("frames").asInt());
    assertThat(worst(features.mean(), reference.path("fbankMean"))).isLessThan(TOLERANCE);
    for (Map.Entry<String, JsonNode> frame : reference.path("fbankFrame").properties()) {
      int index = Integer.parseInt(frame.getKey());
      double worst = worst(features.frame(index), frame.getValue());
      assertThat(worst).as("frame %s", index).isLessThan(TOLERANCE);
    }
  }

  private static double worst(float[] found, JsonNode expected) {
    assertThat(found).hasSize(expected.size());
    double worst = 0;
    for (int i = 0; i < found.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - expected.get(i).asDouble()));
    }
    return worst;
  }

  private static PcmAudio audio(String file) throws IOException {
    try (InputStream wav = resource(file)) {
      DecodeResult result =
          AudioDecoder.decode(
              wav, new AudioKind.Wav(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
      assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
      return ((DecodeResult.Decoded) result).audio();
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = FbankParityTest.class.getResourceAsStream("/campplus/" + name);
    if (stream == null) {
      throw new IOException("no test resource " + name);
    }
    return stream;
  }
}
