package io.voxward.engine.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jflac.FLACDecoder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioDecoderTest {
  private static final AudioKind WAV = new AudioKind.Wav();
  private static final AudioKind FLAC = new AudioKind.Flac();
  private static final ChannelChoice ONLY = new ChannelChoice.OnlyChannel();

  /** Offsets in the plain header that {@link Corpus#wav} writes. */
  private static final int FORMAT = 20;

  private static final int CHANNELS = 22;
  private static final int RATE = 24;
  private static final int FRAME_BYTES = 32;
  private static final int BITS = 34;
  private static final int DATA_LENGTH = 40;

  private static DecodeResult decode(byte[] file, AudioKind kind) {
    return AudioDecoder.decode(file, kind, ONLY, DecodeLimits.DEFAULT);
  }

  private static AudioFault fault(DecodeResult result) {
    assertThat(result).isInstanceOf(DecodeResult.Refused.class);
    DecodeResult.Refused refused = (DecodeResult.Refused) result;
    assertThat(refused.detail()).isNotBlank();
    return refused.fault();
  }

  private static DecodeResult.Decoded sound(DecodeResult result) {
    assertThat(result).isInstanceOf(DecodeResult.Decoded.class);
    return (DecodeResult.Decoded) result;
  }

  @ParameterizedTest
  @CsvSource({
    "u8, 1, 12e-3",
    "s16, 2, 5e-5",
    "s24, 2, 3e-7",
    "s32, 2, 1e-7",
    "f32, 1, 1e-7",
    "f64, 1, 1e-7"
  })
  void linear_and_float_samples_of_every_width_come_out_as_they_went_in(
      String form, int channels, float tolerance) {
    for (boolean extensible : new boolean[] {false, true}) {
      byte[] file = Corpus.wav(form, 11025, channels, 200, extensible);
      ChannelChoice last = new ChannelChoice.Channel(channels - 1);

      DecodeResult.Decoded sound =
          sound(AudioDecoder.decode(file, WAV, last, DecodeLimits.DEFAULT));

      assertThat(sound.audio().rate()).isEqualTo(new SampleRate(11025));
      assertThat(sound.audio().length()).isEqualTo(200);
      for (int i = 0; i < 200; i++) {
        assertThat(sound.audio().samples()[i])
            .isCloseTo((float) Corpus.wave(i, channels - 1), within(tolerance));
      }
      AudioFacts facts = sound.facts();
      assertThat(facts.bitsPerSample()).isEqualTo(8 * Corpus.width(form));
      assertThat(facts.channels()).isEqualTo(channels);
      assertThat(facts.channel()).isEqualTo(channels - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"mulaw, PCMU", "alaw, PCMA"})
  void g711_in_a_file_is_decoded_like_raw_g711(String form, Encoding encoding) {
    byte[] codes = new byte[256];
    for (int i = 0; i < 256; i++) {
      codes[i] = (byte) i;
    }
    float[] expected =
        sound(decode(codes, new AudioKind.Raw(encoding, SampleRate.TELEPHONE, 1)))
            .audio()
            .samples();

    for (boolean extensible : new boolean[] {false, true}) {
      byte[] file = Corpus.wav(Corpus.code(form), 1, 8000, 1, codes, extensible);
      byte[] before = file.clone();

      DecodeResult.Decoded sound = sound(decode(file, WAV));

      assertThat(sound.audio().samples()).isEqualTo(expected);
      assertThat(sound.facts().coding()).isEqualTo(encoding.name());
      assertThat(file).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mono-8000-16, 8000, 1, 16",
    "mono-8000-8, 8000, 1, 8",
    "mono-16000-24, 16000, 1, 24",
    "stereo-44100-16, 44100, 2, 16",
    "stereo-48000-24, 48000, 2, 24",
    "mono-8000-fixed, 8000, 1, 16",
    "mono-8000-blocks, 8000, 1, 16",
    "mono-11025-tags, 11025, 1, 16"
  })
  void flac_of_the_reference_encoder_is_decoded_without_any_loss(
      String name, int rate, int channels, int bits) {
    for (int channel = 0; channel < channels; channel++) {
      ChannelChoice choice = new ChannelChoice.Channel(channel);

      DecodeResult.Decoded sound =
          sound(AudioDecoder.decode(Corpus.flac(name), FLAC, choice, DecodeLimits.DEFAULT));

      assertThat(sound.audio().rate()).isEqualTo(new SampleRate(rate));
      assertThat(sound.facts())
          .isEqualTo(new AudioFacts("FLAC", bits, new SampleRate(rate), channels, channel, 0));
      float[] expected = new float[Corpus.LENGTH];
      for (int i = 0; i < expected.length; i++) {
        expected[i] = Corpus.flacSample(i, channel, bits) / (float) (1 << (bits - 1));
      }
      assertThat(sound.audio().samples()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mono-8000-16",
        "mono-8000-8",
        "mono-16000-24",
        "stereo-44100-16",
        "stereo-48000-24",
        "mono-8000-fixed",
        "mono-8000-blocks",
        "mono-8000-silence",
        "mono-8000-wasted",
        "mono-11025-tags"
      })
  void flac_is_read_like_the_library_reads_it(String name) throws IOException {
    byte[] file = Corpus.flac(name);
    FLACDecoder library = new FLACDecoder(new ByteArrayInputStream(file));
    library.readMetadata();
    List<Float> expected = new ArrayList<>();
    float fullScale = 1 << (library.getStreamInfo().getBitsPerSample() - 1);
    while (expected.size() < Corpus.LENGTH) {
      int length = library.readNextFrame().header.blockSize;
      for (int i = 0; i < length; i++) {
        expected.add(library.getChannelData()[0].getOutput()[i] / fullScale);
      }
    }

    DecodeResult result =
        AudioDecoder.decode(file, FLAC, new ChannelChoice.Channel(0), DecodeLimits.DEFAULT);

    assertThat(sound(result).audio().samples()).containsExactly(expected.toArray(new Float[0]));
  }

  @Test
  void a_wrong_sum_over_all_samples_is_noticed() {
    byte[] file = Corpus.flac("mono-8000-16");
    file[30] ^= 1;

    assertThat(fault(decode(file, FLAC))).isEqualTo(AudioFault.MALFORMED);
  }

  @Test
  void flac_of_silence_and_of_coarse_samples_is_decoded_without_any_loss() {
    float[] silence = sound(decode(Corpus.flac("mono-8000-silence"), FLAC)).audio().samples();
    float[] coarse = sound(decode(Corpus.flac("mono-8000-wasted"), FLAC)).audio().samples();

    for (int i = 0; i < Corpus.LENGTH; i++) {
      int sample = Corpus.flacSample(i, 0, 16);
      assertThat(silence[i]).isEqualTo(i < 1500 ? 0f : sample / 32768f);
      assertThat(coarse[i]).isEqualTo((sample & ~15) / 32768f);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s16", "s24", "s32", "f32", "u8", "mulaw", "alaw"})
  void what_sox_writes_is_read(String form) {
    Sox.required();
    String coding =
        switch (form) {
          case "mulaw" -> "-e mu-law -b 8";
          case "alaw" -> "-e a-law -b 8";
          case "f32" -> "-e float -b 32";
          case "u8" -> "-e unsigned -b 8";
          default -> "-e signed -b " + form.substring(1);
        };
    float[] wave = Tones.tone(440, 0, 16000, 800);
    byte[] file =
        Sox.run(
            Sox.floats(wave), ("-D -t f32 -r 16000 -c 1 IN -t wav " + coding + " OUT").split(" "));

    DecodeResult.Decoded sound = sound(decode(file, WAV));

    assertThat(sound.audio().rate()).isEqualTo(SampleRate.WIDEBAND);
    assertThat(Tones.errorDecibels(sound.audio().samples(), wave, 0, 800)).isLessThan(-30);
  }

  @Test
  void a_recording_of_two_channels_is_refused_until_one_is_named() {
    byte[] file = Corpus.wav("s16", 8000, 2, 50, false);

    assertThat(decode(file, WAV))
        .isInstanceOfSatisfying(
            DecodeResult.Refused.class,
            refused -> {
              assertThat(refused.fault()).isEqualTo(AudioFault.CHANNEL_NOT_NAMED);
              assertThat(refused.detail()).contains("2 channels").contains("not mixed");
            });
    assertThat(fault(decode(Corpus.flac("stereo-44100-16"), FLAC)))
        .isEqualTo(AudioFault.CHANNEL_NOT_NAMED);
  }

  @Test
  void a_channel_that_is_not_there_is_refused() {
    byte[] file = Corpus.wav("s16", 8000, 2, 50, false);

    DecodeResult result =
        AudioDecoder.decode(file, WAV, new ChannelChoice.Channel(2), DecodeLimits.DEFAULT);

    assertThat(fault(result)).isEqualTo(AudioFault.NO_SUCH_CHANNEL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7999, 48001, 192000, Integer.MAX_VALUE, -1})
  void a_rate_outside_the_range_is_refused_naming_it(int rate) {
    byte[] file = Corpus.wav("s16", 8000, 1, 50, false);
    little(file).putInt(RATE, rate);

    DecodeResult result = decode(file, WAV);

    assertThat(fault(result)).isEqualTo(AudioFault.UNSUPPORTED_RATE);
    assertThat(((DecodeResult.Refused) result).detail()).contains("8000 to 48000 Hz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mono-8000-16", "wav"})
  void every_file_cut_short_is_refused_as_truncated_or_empty(String name) {
    boolean flac = !name.equals("wav");
    byte[] file = flac ? Corpus.flac(name) : Corpus.wav("s16", 8000, 1, 50, false);

    for (int length = 0; length < file.length; length++) {
      DecodeResult result = decode(Arrays.copyOf(file, length), flac ? FLAC : WAV);

      assertThat(fault(result))
          .as("cut at %d", length)
          .isEqualTo(length == 0 ? AudioFault.EMPTY : AudioFault.TRUNCATED);
    }
  }

  @Test
  void a_data_chunk_longer_than_the_file_is_refused_as_truncated() {
    for (int length : new int[] {102, 0x7fffffff, 0xfffffffe, 0xffffffff}) {
      byte[] file = Corpus.wav("s16", 8000, 1, 50, false);
      little(file).putInt(DATA_LENGTH, length);

      assertThat(fault(decode(file, WAV))).isEqualTo(AudioFault.TRUNCATED);
    }
  }

  @Test
  void a_header_that_contradicts_itself_is_refused_as_malformed() {
    byte[] frameBytes = Corpus.wav("s16", 8000, 1, 50, false);
    little(frameBytes).putShort(FRAME_BYTES, (short) 3);
    byte[] noFrameBytes = Corpus.wav("f32", 8000, 1, 50, true);
    little(noFrameBytes).putShort(FRAME_BYTES, (short) 0);
    byte[] noRiff = Corpus.wav("s16", 8000, 1, 50, false);
    noRiff[3] = 'X';

    assertThat(fault(decode(frameBytes, WAV))).isEqualTo(AudioFault.MALFORMED);
    assertThat(fault(decode(noFrameBytes, WAV))).isEqualTo(AudioFault.MALFORMED);
    assertThat(fault(decode(noRiff, WAV))).isEqualTo(AudioFault.MALFORMED);
    assertThat(fault(decode(noRiff, FLAC))).isEqualTo(AudioFault.MALFORMED);
  }

  @Test
  void codecs_widths_and_channel_counts_that_are_not_taken_are_refused() {
    byte[] codec = Corpus.wav("s16", 8000, 1, 50, false);
    little(codec).putShort(FORMAT, (short) 0x55);
    byte[] width = Corpus.wav("s16", 8000, 1, 50, false);
    little(width).putShort(BITS, (short) 12);
    byte[] noChannel = Corpus.wav("s16", 8000, 1, 50, false);
    little(noChannel).putShort(CHANNELS, (short) 0);
    byte[] channels = Corpus.wav(Corpus.code("s16"), 2, 8000, 9, new byte[180], false);

    assertThat(fault(decode(codec, WAV))).isEqualTo(AudioFault.UNSUPPORTED_FORMAT);
    assertThat(fault(decode(width, WAV))).isEqualTo(AudioFault.UNSUPPORTED_FORMAT);
    assertThat(fault(decode(noChannel, WAV))).isEqualTo(AudioFault.UNSUPPORTED_FORMAT);
    assertThat(fault(decode(channels, WAV))).isEqualTo(AudioFault.UNSUPPORTED_FORMAT);
  }

  @Test
  void samples_that_are_not_numbers_are_refused_and_those_beyond_full_scale_limited() {
    byte[] file = Corpus.wav("f32", 8000, 1, 4, false);
    little(file).putFloat(44, 1.5f).putFloat(48, -7f).putFloat(52, 1f).putFloat(56, -1f);
    byte[] broken = file.clone();
    little(broken).putFloat(48, Float.NaN);

    DecodeResult.Decoded sound = sound(decode(file, WAV));

    float largest = Math.nextDown(1f);
    assertThat(sound.audio().samples()).containsExactly(largest, -1f, largest, -1f);
    assertThat(sound.facts().clipped()).isEqualTo(3);
    assertThat(fault(decode(broken, WAV))).isEqualTo(AudioFault.MALFORMED);
  }

  @Test
  void other_chunks_of_any_size_are_passed_over() {
    byte[] file = Corpus.wav("s16", 8000, 1, 50, false);
    ByteBuffer longer = ByteBuffer.allocate(file.length + 20).order(ByteOrder.LITTLE_ENDIAN);
    longer.put(file, 0, 12).put(Corpus.ascii("LIST")).putInt(11).put(new byte[12]);
    longer.put(file, 12, file.length - 12);

    assertThat(sound(decode(longer.array(), WAV)).audio().length()).isEqualTo(50);
  }

  @Test
  void a_flac_comment_that_promises_too_much_costs_nothing() {
    byte[] file = Corpus.flac("mono-8000-16");
    byte[] head = Arrays.copyOf(file, 42);
    head[4] &= 0x7f;
    ByteBuffer bomb = ByteBuffer.allocate(file.length + 12);
    bomb.put(head).put(new byte[] {4, 0, 0, 8, 0, 0, 0, 0, -1, -1, -1, 0x7f});
    bomb.put(file, 42, file.length - 42);

    assertThat(sound(decode(bomb.array(), FLAC)).audio().length()).isEqualTo(Corpus.LENGTH);
  }

  @Test
  void one_changed_bit_of_a_flac_frame_is_noticed() {
    byte[] file = Corpus.flac("mono-8000-16");
    file[file.length / 2] ^= 4;

    assertThat(fault(decode(file, FLAC))).isIn(AudioFault.MALFORMED, AudioFault.TRUNCATED);
  }

  @Test
  void a_flac_file_with_more_than_it_promises_does_not_loop() {
    byte[] file = Corpus.flac("mono-8000-16");
    byte[] longer = Arrays.copyOf(file, file.length + 64);
    Arrays.fill(longer, file.length, longer.length, (byte) 0xff);

    assertThat(sound(decode(longer, FLAC)).audio().length()).isEqualTo(Corpus.LENGTH);
  }

  @Test
  void raw_bytes_that_end_inside_a_sample_are_refused() {
    AudioKind stereo = new AudioKind.Raw(Encoding.L16_BIG_ENDIAN, SampleRate.TELEPHONE, 2);

    DecodeResult result =
        AudioDecoder.decode(
            new byte[10], stereo, new ChannelChoice.Channel(0), DecodeLimits.DEFAULT);

    assertThat(fault(result)).isEqualTo(AudioFault.TRUNCATED);
  }

  @Test
  void big_endian_raw_samples_are_read_high_byte_first() {
    AudioKind kind = new AudioKind.Raw(Encoding.L16_BIG_ENDIAN, SampleRate.WIDEBAND, 1);

    DecodeResult result = decode(new byte[] {0x40, 0, (byte) 0x80, 0}, kind);

    assertThat(sound(result).audio().samples()).containsExactly(0.5f, -1f);
  }

  @ParameterizedTest
  @MethodSource("io.voxward.engine.audio.Corpus#all")
  void more_bytes_or_seconds_than_the_limit_are_refused(Corpus.Recording recording) {
    byte[] file = recording.file();
    ChannelChoice first = new ChannelChoice.Channel(0);
    DecodeLimits bytes = new DecodeLimits(file.length - 1, 100);
    DecodeLimits seconds = new DecodeLimits(file.length, 0.01);

    assertThat(fault(AudioDecoder.decode(file, recording.kind(), first, bytes)))
        .isEqualTo(AudioFault.TOO_LARGE);
    assertThat(fault(AudioDecoder.decode(file, recording.kind(), first, seconds)))
        .isEqualTo(AudioFault.TOO_LONG);
  }

  @Test
  void a_stream_over_the_limit_is_not_read_to_its_end() throws IOException {
    ByteArrayInputStream upload = new ByteArrayInputStream(new byte[5000]);

    DecodeResult result = AudioDecoder.decode(upload, WAV, ONLY, new DecodeLimits(1000, 10));

    assertThat(fault(result)).isEqualTo(AudioFault.TOO_LARGE);
    assertThat(upload.available()).isEqualTo(5000 - 1001);
  }

  @Test
  void a_stream_gives_what_its_bytes_give() throws IOException {
    byte[] file = Corpus.wav("s16", 8000, 1, 50, false);

    DecodeResult result =
        AudioDecoder.decode(new ByteArrayInputStream(file), WAV, ONLY, DecodeLimits.DEFAULT);

    assertThat(sound(result).audio().samples())
        .isEqualTo(sound(decode(file, WAV)).audio().samples());
  }

  private static ByteBuffer little(byte[] file) {
    return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }
}
