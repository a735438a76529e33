package io.voxward.engine;

import io.voxward.engine.fbank.FeatureMatrix;
import io.voxward.engine.math.FloatQueue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The look at a call that is otherwise only counted: once asked, the next speech gathers until it
 * is long enough, is embedded once, and stays apart from the voice so far. Holds the energies of
 * that one stretch, and only while it gathers.
 */
final class FreshStretch {
  private final int bins;
  private final int framesPerSecond;
  private int wanted;
  private int gathered;
  private @Nullable FloatQueue energies;
  private float from;
  private float to;
  private @Nullable VoiceChunk last;

  FreshStretch(int bins, int framesPerSecond) {
    this.bins = bins;
    this.framesPerSecond = framesPerSecond;
  }

  /** Asks for a stretch of so many seconds; does nothing while one is under way. */
  void begin(int seconds) {
    if (energies == null) {
      wanted = seconds * framesPerSecond;
      gathered = 0;
      energies = new FloatQueue(wanted * bins);
    }
  }

  /** Whether it takes in more. */
  boolean gathers() {
    return energies != null && gathered < wanted;
  }

  /** Takes in the frames that end at a time of the call; what is too much is left out. */
  void add(FeatureMatrix frames, double callSeconds) {
    FloatQueue into = energies;
    int taken = Math.min(frames.frames(), wanted - gathered);
    if (into == null || taken <= 0) {
      return;
    }
    if (gathered == 0) {
      from = (float) Math.max(0, callSeconds - (double) frames.frames() / framesPerSecond);
    }
    into.add(frames.data(), 0, taken * bins);
    gathered += taken;
    to = (float) callSeconds;
  }

  /** Whether all that was asked for is there. */
  boolean isFull() {
    return energies != null && gathered == wanted;
  }

  /** The energies of the full stretch. */
  FeatureMatrix full() {
    FloatQueue all = energies;
    if (all == null || gathered < wanted) {
      throw new IllegalStateException("the stretch is not full");
    }
    float[] data = new float[wanted * bins];
    all.peek(data, 0, data.length);
    return new FeatureMatrix(wanted, bins, data);
  }

  /** How many frames were asked for. */
  int wanted() {
    return wanted;
  }

  float from() {
    return from;
  }

  float to() {
    return to;
  }

  /** Takes in what the network made of it. */
  void embedded(VoiceChunk chunk) {
    cancel();
    last = chunk;
  }

  /** The last stretch that was asked for and embedded. */
  Optional<VoiceChunk> last() {
    return Optional.ofNullable(last);
  }

  /** Gives up what is under way. */
  void cancel() {
    FloatQueue old = energies;
    if (old != null) {
      old.erase();
    }
    energies = null;
    gathered = 0;
  }

  void erase() {
    cancel();
    last = null;
  }

  @Override
  public String toString() {
    return "FreshStretch[" + gathered + " of " + wanted + " frames]";
  }
}
