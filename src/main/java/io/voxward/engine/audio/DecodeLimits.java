package io.voxward.engine.audio;

/**
 * What one recording may cost. Both limits are checked while reading, so that a file over them is
 * refused before it is read whole, and memory stays below about {@code maxBytes} for the file and
 * twice {@code maxSeconds × rate × 4} bytes for the samples, whatever its header promises.
 *
 * @param maxBytes the longest file, in bytes, at least 1
 * @param maxSeconds the longest sound, in seconds, above 0
 */
public record DecodeLimits(long maxBytes, double maxSeconds) {
  /** 20 MB and 30 minutes: twenty minutes of 8 kHz L16. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(20_000_000, 30 * 60);

  /** Refuses limits that let nothing through, or more than an array can hold. */
  public DecodeLimits {
    if (maxBytes < 1 || maxBytes > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("maxBytes must be 1 to 2147483631, not " + maxBytes);
    }
    if (!(maxSeconds > 0) || maxSeconds > 6 * 3600) {
      throw new IllegalArgumentException("maxSeconds must be above 0 to 21600, not " + maxSeconds);
    }
  }
}
