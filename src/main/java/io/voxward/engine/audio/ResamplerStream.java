package io.voxward.engine.audio;

import java.util.Arrays;

/**
 * Changes the sampling rate of sound that comes in pieces. The samples it gives, one after the
 * other, are bit for bit those of {@link Resampler#apply} on the whole, wherever the pieces are
 * cut. One stream, one thread at a time; between pieces it holds one filter length of samples.
 *
 * <p>Every output sample is the sum, in order, of weight times input. Outputs that stand {@code up}
 * apart share their weights, and their inputs stand {@code down} apart; so with the inputs dealt
 * into {@code down} rows, one weight multiplies a run of neighbours, which the compiler turns into
 * vector instructions without changing the order of any sum.
 */
public final class ResamplerStream {
  private static final float[] NOTHING = {};

  /** A run is at most so long, so that what one sum needs stays in the innermost cache. */
  private static final int LONGEST_RUN = 1024;

  /** And at most so many input samples are worked on at once. */
  private static final int LONGEST_PART = 1 << 17;

  /** Shorter runs than this are summed one output at a time. */
  private static final int SHORT_RUN = 8;

  private final Resampler resampler;
  private final int up;
  private final int down;
  private final int taps;
  private final int halfTaps;

  /** Input samples not yet done with; the first stands at index {@code openStart} of the input. */
  private float[] open;

  private int openLength;
  private long openStart;
  private long inputs;
  private long outputs;
  private boolean finished;

  ResamplerStream(Resampler resampler) {
    this.resampler = resampler;
    this.up = resampler.up();
    this.down = resampler.down();
    this.halfTaps = resampler.halfTaps();
    this.taps = 2 * halfTaps;
    this.open = new float[taps];
    this.openLength = halfTaps - 1;
    this.openStart = -openLength;
  }

  /**
   * Takes the next samples.
   *
   * @param samples not changed and not kept
   * @return the output samples whose input is complete; may be none
   * @throws IllegalStateException after {@link #finish}
   */
  public float[] accept(float[] samples) {
    if (finished) {
      throw new IllegalStateException("the stream is finished");
    }
    if (up == down) {
      return samples.clone();
    }
    inputs += samples.length;
    return run(samples, samples.length, rounded(inputs - halfTaps));
  }

  /**
   * Ends the stream: what follows the last sample is zero.
   *
   * @return the output samples still owed
   * @throws IllegalStateException when called twice
   */
  public float[] finish() {
    if (finished) {
      throw new IllegalStateException("the stream is finished");
    }
    finished = true;
    if (up == down) {
      return NOTHING;
    }
    return run(new float[halfTaps], halfTaps, rounded(inputs));
  }

  /** How many output samples begin within the first {@code inputSamples}. */
  private long rounded(long inputSamples) {
    return inputSamples <= 0 ? 0 : (inputSamples * up + down - 1) / down;
  }

  private float[] run(float[] samples, int length, long lastOutput) {
    float[] result = new float[(int) (lastOutput - outputs)];
    int part = (int) Math.min(LONGEST_PART, (long) LONGEST_RUN * down);
    int written = 0;
    for (int taken = 0; taken < length; ) {
      int next = Math.min(part, length - taken);
      append(samples, taken, next);
      taken += next;
      long ready = Math.min(lastOutput, rounded(openStart + openLength - halfTaps));
      int count = (int) Math.max(0, ready - outputs);
      produce(result, written, count);
      written += count;
      outputs += count;
      forget();
    }
    return result;
  }

  private void append(float[] samples, int at, int length) {
    if (openLength + length > open.length) {
      open = Arrays.copyOf(open, openLength + length);
    }
    System.arraycopy(samples, at, open, openLength, length);
    openLength += length;
  }

  /** Drops what no later output needs. */
  private void forget() {
    int done = (int) (firstInput(outputs) - openStart);
    if (done > 0) {
      System.arraycopy(open, done, open, 0, openLength - done);
      openLength -= done;
      openStart += done;
    }
  }

  /** The index of the first input sample that has a part in an output sample. */
  private long firstInput(long output) {
    return output * down / up - halfTaps + 1;
  }

  private int phase(long output) {
    return (int) (output * down % up);
  }

  private void produce(float[] result, int at, int count) {
    if (count >= SHORT_RUN * (long) up) {
      produceRuns(result, at, count);
      return;
    }
    int done = 0;
    for (; done + 4 <= count; done += 4) {
      four(outputs + done, result, at + done);
    }
    for (; done < count; done++) {
      result[at + done] = one(outputs + done);
    }
  }

  private float one(long output) {
    float[] weights = resampler.weights(phase(output));
    int start = (int) (firstInput(output) - openStart);
    float sum = 0;
    for (int tap = 0; tap < taps; tap++) {
      sum += weights[tap] * open[start + tap];
    }
    return sum;
  }

  /** Four sums side by side: the processor need not wait for one addition before the next. */
  private void four(long output, float[] result, int at) {
    float[] weights0 = resampler.weights(phase(output));
    float[] weights1 = resampler.weights(phase(output + 1));
    float[] weights2 = resampler.weights(phase(output + 2));
    float[] weights3 = resampler.weights(phase(output + 3));
    int start0 = (int) (firstInput(output) - openStart);
    int start1 = (int) (firstInput(output + 1) - openStart);
    int start2 = (int) (firstInput(output + 2) - openStart);
    int start3 = (int) (firstInput(output + 3) - openStart);
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (int tap = 0; tap < taps; tap++) {
      sum0 += weights0[tap] * open[start0 + tap];
      sum1 += weights1[tap] * open[start1 + tap];
      sum2 += weights2[tap] * open[start2 + tap];
      sum3 += weights3[tap] * open[start3 + tap];
    }
    result[at] = sum0;
    result[at + 1] = sum1;
    result[at + 2] = sum2;
    result[at + 3] = sum3;
  }

  private void produceRuns(float[] result, int at, int count) {
    int base = (int) (firstInput(outputs) - openStart);
    int rowLength = (openLength - base + down - 1) / down;
    float[] rows = down == 1 ? open : deal(base, rowLength);
    int longest = (count + up - 1) / up;
    float[] sums = new float[longest];
    float[][] four = new float[4][longest];
    for (int lane = 0; lane < up; lane++) {
      int run = (count - lane + up - 1) / up;
      float[] weights = resampler.weights(phase(outputs + lane));
      int start = (int) (firstInput(outputs + lane) - openStart);
      Arrays.fill(sums, 0, run, 0f);
      for (int tap = 0; tap < taps; tap += 4) {
        for (int i = 0; i < 4; i++) {
          System.arraycopy(rows, place(start + tap + i, base, rowLength), four[i], 0, run);
        }
        accumulate(sums, run, four, weights, tap);
      }
      for (int i = 0, to = at + lane; i < run; i++, to += up) {
        result[to] = sums[i];
      }
    }
  }

  /** The open samples from {@code base} on as {@code down} rows of every {@code down}-th. */
  private float[] deal(int base, int rowLength) {
    float[] rows = new float[rowLength * down];
    for (int row = 0; row < down; row++) {
      int to = row * rowLength;
      for (int i = base + row; i < openLength; i += down) {
        rows[to++] = open[i];
      }
    }
    return rows;
  }

  private int place(int index, int base, int rowLength) {
    if (down == 1) {
      return index;
    }
    int offset = index - base;
    return offset % down * rowLength + offset / down;
  }

  /**
   * Adds four weighted inputs to every sum, in the same order as {@link #one}. The inputs were
   * copied to start at 0 like the sums: the compiler makes vector instructions only of loops whose
   * indexes are all the same, and that gains four times what the copying costs.
   */
  private static void accumulate(float[] sums, int run, float[][] four, float[] weights, int tap) {
    float[] in0 = four[0];
    float[] in1 = four[1];
    float[] in2 = four[2];
    float[] in3 = four[3];
    float weight0 = weights[tap];
    float weight1 = weights[tap + 1];
    float weight2 = weights[tap + 2];
    float weight3 = weights[tap + 3];
    for (int i = 0; i < run; i++) {
      sums[i] =
          (((sums[i] + weight0 * in0[i]) + weight1 * in1[i]) + weight2 * in2[i]) + weight3 * in3[i];
    }
  }
}
