package io.voxward.engine.audio;

/** Samples of several channels lying one after the other in bytes, of which one is wanted. */
final class InterleavedSamples {
  private final byte[] bytes;
  private final int offset;
  private final SampleForm form;
  private final int channels;

  /** Samples from {@code bytes[offset]} on. */
  InterleavedSamples(byte[] bytes, int offset, SampleForm form, int channels) {
    this.bytes = bytes;
    this.offset = offset;
    this.form = form;
    this.channels = channels;
  }

  /** The length of one sample of every channel, in bytes. */
  int frameBytes() {
    return form.width() * channels;
  }

  /** The chosen channel as sound and the count of samples that had to be limited. */
  DecodeResult.Decoded decode(int channel, int frames, SampleRate rate) throws AudioRefusal {
    float[] samples = new float[frames];
    form.readAll(bytes, offset + channel * form.width(), frameBytes(), samples);
    int clipped = form.coding().equals("FLOAT") ? limit(samples) : 0;
    AudioFacts facts =
        new AudioFacts(form.coding(), form.width() * 8, rate, channels, channel, clipped);
    return new DecodeResult.Decoded(new PcmAudio(samples, rate), facts);
  }

  private static int limit(float[] samples) throws AudioRefusal {
    if (!PcmAudio.allFinite(samples)) {
      throw new AudioRefusal(AudioFault.MALFORMED, "a sample is infinite or not a number");
    }
    int clipped = 0;
    for (int i = 0; i < samples.length; i++) {
      float limited = Math.clamp(samples[i], -1f, SampleForm.LARGEST);
      if (limited != samples[i]) {
        samples[i] = limited;
        clipped++;
      }
    }
    return clipped;
  }
}
