package io.voxward.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxward.engine.audio.AudioDecoder;
import io.voxward.engine.audio.AudioKind;
import io.voxward.engine.audio.ChannelChoice;
import io.voxward.engine.audio.DecodeLimits;
import io.voxward.engine.audio.DecodeResult;
import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.lab.Arguments;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
  @TempDir private Path home;

  @Test
  void every_stage_and_length_is_shown_and_a_missing_runtime_is_said() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BenchCommand bench = new BenchCommand(home);
    Arguments arguments = Arguments.parse(List.of("--runs", "1", "--rounds", "1"), bench.options());

    int status = bench.run(arguments, print(out), print(new ByteArrayOutputStream()));

    assertThat(status).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("decode", "resample", "features", "network", "\n1 ", "\n3 ", "\n10 ")
        .contains("batch of 8", "the reference runtime was not measured: no ");
  }

  @Test
  void a_runtime_that_is_not_there_is_missing_with_what_was_looked_for() {
    Sherpa.Found found = Sherpa.find(home, Optional.of(Path.of("nowhere.onnx")));

    assertThat(found).isInstanceOf(Sherpa.Found.Missing.class);
  }

  @Test
  void the_wav_bytes_are_what_the_decoder_reads() {
    float[] samples = {0, 0.25f, -0.5f, 0.75f};
    PcmAudio audio = new PcmAudio(samples, SampleRate.TELEPHONE);

    byte[] wav = WavBytes.of(audio, 0.001);

    DecodeResult decoded =
        AudioDecoder.decode(
            wav, new AudioKind.Wav(), new ChannelChoice.OnlyChannel(), DecodeLimits.DEFAULT);
    assertThat(decoded).isInstanceOf(DecodeResult.Decoded.class);
    assertThat(((DecodeResult.Decoded) decoded).audio().samples())
        .containsExactly(0, 0.25f, -0.5f, 0.75f, 0, 0.25f, -0.5f, 0.75f);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
