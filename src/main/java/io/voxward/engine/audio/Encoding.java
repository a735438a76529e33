package io.voxward.engine.audio;

/** How one sample of raw or streamed audio is written down. */
public enum Encoding {
  /** Linear, signed 16 bits, low byte first: as live streams send it. */
  L16_LITTLE_ENDIAN(2),
  /** Linear, signed 16 bits, high byte first: {@code audio/L16} (RFC 2586). */
  L16_BIG_ENDIAN(2),
  /** µ-law of ITU-T G.711, 8 bits: {@code audio/basic}, {@code audio/PCMU}. */
  PCMU(1),
  /** A-law of ITU-T G.711, 8 bits: {@code audio/PCMA}. */
  PCMA(1);

  private final int bytesPerSample;

  Encoding(int bytesPerSample) {
    this.bytesPerSample = bytesPerSample;
  }

  /** The length of one sample of one channel, in bytes. */
  public int bytesPerSample() {
    return bytesPerSample;
  }
}
