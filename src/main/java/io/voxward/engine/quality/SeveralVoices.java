package io.voxward.engine.quality;

/**
 * How many voices a recording to be enrolled may have in it. With more than one, the voice that
 * speaks longest is taken and the others are left out.
 *
 * @param least fewer are refused
 * @param most more are refused
 */
public record SeveralVoices(int least, int most) {
  /** As many as are told apart at most. */
  public static final int HIGHEST = 4;

  /** One voice, and a recording with another in it is refused. */
  public static final SeveralVoices ONE = new SeveralVoices(1, 1);

  /** Refuses numbers that cannot be. */
  public SeveralVoices {
    if (least < 1 || most < least || most > HIGHEST) {
      throw new IllegalArgumentException("not a number of voices: " + least + " to " + most);
    }
  }

  /** Whether there may be more than one. */
  public boolean areAllowed() {
    return most > 1;
  }
}
