package io.voxward.engine.audio;

/** Samples without a header. */
final class RawSamples {
  private RawSamples() {}

  static DecodeResult.Decoded decode(byte[] bytes, AudioKind.Raw kind, SoundRules rules)
      throws AudioRefusal {
    int channel = rules.channel(kind.channels());
    InterleavedSamples samples =
        new InterleavedSamples(bytes, 0, SampleForm.of(kind.encoding()), kind.channels());
    int frameBytes = samples.frameBytes();
    if (bytes.length % frameBytes != 0) {
      throw new AudioRefusal(
          AudioFault.TRUNCATED,
          "one sample of every channel takes "
              + frameBytes
              + " bytes; "
              + bytes.length
              + " is no multiple of it");
    }
    int frames = bytes.length / frameBytes;
    rules.length(frames, kind.rate());
    return samples.decode(channel, frames, kind.rate());
  }
}
