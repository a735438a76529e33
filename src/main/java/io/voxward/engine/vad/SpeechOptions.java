package io.voxward.engine.vad;

/**
 * When a stretch of sound counts as speech. The defaults were chosen by measurement
 * (docs/decisions/0004-speech-segments.md).
 *
 * @param onProbability speech begins with a window of at least this probability, in (0, 1)
 * @param offProbability speech goes on while windows have at least this probability, in (0,
 *     onProbability]
 * @param leastSeconds shorter stretches are clicks and not speech, in seconds
 * @param paddingSeconds kept before and after each stretch, as a person hears it, in seconds; two
 *     stretches whose paddings touch are one
 * @param gateDbfs windows quieter than this do not run the network and are not speech, in decibels
 *     relative to a full-scale square wave; negative infinity turns the gate off
 */
public record SpeechOptions(
    double onProbability,
    double offProbability,
    double leastSeconds,
    double paddingSeconds,
    double gateDbfs) {

  /** The options that net speech is counted with unless somebody measures others. */
  public static final SpeechOptions DEFAULT = new SpeechOptions(0.5, 0.35, 0.096, 0.032, -60);

  /** Refuses thresholds that contradict each other and lengths that are none. */
  public SpeechOptions {
    if (!(onProbability > 0 && onProbability < 1)
        || !(offProbability > 0 && offProbability <= onProbability)) {
      throw new IllegalArgumentException("thresholds must be 0 < off <= on < 1");
    }
    if (!(leastSeconds >= 0 && leastSeconds <= LONGEST)
        || !(paddingSeconds >= 0 && paddingSeconds <= LONGEST)) {
      throw new IllegalArgumentException("lengths must be in 0.." + LONGEST + " s");
    }
    if (Double.isNaN(gateDbfs) || gateDbfs > 0) {
      throw new IllegalArgumentException("the gate is a level below full scale");
    }
  }

  /** The longest padding and the longest click: they bound how late a live decision is. */
  private static final double LONGEST = 1;

  /** The same options with another gate. */
  public SpeechOptions withGate(double dbfs) {
    return new SpeechOptions(onProbability, offProbability, leastSeconds, paddingSeconds, dbfs);
  }

  /** The mean square below which a window is too quiet to be asked about. */
  double gatePower() {
    return Math.pow(10, gateDbfs / 10);
  }

  int leastWindows() {
    return Math.max(1, (int) Math.round(leastSeconds / Window.SECONDS));
  }

  int paddingWindows() {
    return (int) Math.round(paddingSeconds / Window.SECONDS);
  }
}
