package io.voxward.engine.audio;

/** The end of decoding a recording: its sound, or why there is none. */
public sealed interface DecodeResult {
  /**
   * The sound.
   *
   * @param audio the chosen channel
   * @param facts what the recording was
   */
  record Decoded(PcmAudio audio, AudioFacts facts) implements DecodeResult {}

  /**
   * No sound.
   *
   * @param fault which rule was broken
   * @param detail one sentence for people: the rule and what was found; no byte of the recording
   */
  record Refused(AudioFault fault, String detail) implements DecodeResult {}
}
