package io.voxward.engine.vad;

import io.voxward.engine.audio.PcmAudio;
import io.voxward.engine.audio.SampleRate;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.trace.Trace;
import io.voxward.engine.vad.SpeechSegments.Segment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds speech, in whole recordings and in many live streams at once, with the same answer for the
 * same sound. Safe for use by several threads, as long as each stream is used by one at a time.
 */
public final class SpeechDetector implements AutoCloseable {

  /** The most streams in one run of the network; larger batches cost no less for each stream. */
  private static final int LARGEST_BATCH = 32;

  private final SileroNetwork network;
  private final SpeechOptions options;
  private final Trace trace;

  /**
   * Loads the network.
   *
   * @param trace sees the probabilities and segments of whole recordings
   * @throws io.voxward.engine.onnx.ModelRefusedException if it is not a Silero VAD
   */
  public SpeechDetector(ModelFile file, SpeechOptions options, Trace trace) {
    this.network = new SileroNetwork(file);
    this.options = options;
    this.trace = trace;
  }

  /** The rate at which speech is looked for in a recording: 8 or 16 kHz. */
  public static SampleRate rateFor(SampleRate recording) {
    return recording.equals(SampleRate.TELEPHONE) ? SampleRate.TELEPHONE : SampleRate.WIDEBAND;
  }

  /**
   * A live stream.
   *
   * @param rate 8000 or 16000 Hz
   * @param listener hears what is decided, on the thread that calls {@link #step} or {@link
   *     #finish}
   */
  public VoiceActivity stream(SampleRate rate, VoiceActivity.Listener listener) {
    return new VoiceActivity(Window.at(rate), options, listener);
  }

  /**
   * Judges all whole windows that wait, the next of every stream in one run of the network.
   *
   * @return how many windows the network judged; those below the gate are not counted
   */
  public int step(Collection<VoiceActivity> streams) {
    int judged = 0;
    for (Window window : Window.values()) {
      List<VoiceActivity> busy =
          new ArrayList<>(
              streams.stream()
                  .filter(stream -> stream.window() == window)
                  .filter(VoiceActivity::loadWindow)
                  .toList());
      while (!busy.isEmpty()) {
        for (int i = 0; i < busy.size(); i += LARGEST_BATCH) {
          network.judge(window, busy.subList(i, Math.min(busy.size(), i + LARGEST_BATCH)));
        }
        judged += busy.size();
        busy.removeIf(stream -> !stream.loadWindow());
      }
    }
    return judged;
  }

  /** Judges what is left of a stream that has ended and decides everything that is open. */
  public void finish(VoiceActivity stream) {
    stream.padLastWindow();
    step(List.of(stream));
    stream.finish();
  }

  /**
   * The speech of a whole recording at 8 or 16 kHz.
   *
   * @throws IllegalArgumentException at another rate; see {@link #rateFor}
   */
  public SpeechSegments detect(PcmAudio audio) {
    SpeechSegments segments =
        new SpeechSegments(audio.rate(), listen(audio, trace.isOn()).segments());
    if (trace.isOn()) {
      trace.show(Trace.Stage.SPEECH_SEGMENTS, () -> segments);
    }
    return segments;
  }

  /**
   * The probability of speech of each 32 ms of a recording at 8 or 16 kHz; 0 below the gate.
   *
   * @throws IllegalArgumentException at another rate; see {@link #rateFor}
   */
  public float[] probabilities(PcmAudio audio) {
    return listen(audio, true).probabilities();
  }

  private Collector listen(PcmAudio audio, boolean keepProbabilities) {
    Window window = Window.at(audio.rate());
    int windows = (audio.length() + window.samples() - 1) / window.samples();
    Collector collector = new Collector(keepProbabilities ? windows : 0);
    VoiceActivity stream = stream(audio.rate(), collector);
    stream.hear(audio.samples(), 0, audio.length());
    finish(stream);
    if (trace.isOn()) {
      trace.show(Trace.Stage.SPEECH_PROBABILITIES, collector::probabilities);
    }
    return collector;
  }

  /** Frees the network, after the runs in progress. */
  @Override
  public void close() {
    network.close();
  }

  /** Turns decisions into stretches of samples. */
  private static final class Collector implements VoiceActivity.Listener {
    private final List<Segment> found = new ArrayList<>();
    private int position;
    private int start = -1;
    private final float[] probabilities;
    private int windows;

    Collector(int windows) {
      probabilities = new float[windows];
    }

    @Override
    public void decided(boolean speech, float probability, float[] samples, int count) {
      if (windows < probabilities.length) {
        probabilities[windows++] = probability;
      }
      if (speech && start < 0) {
        start = position;
      } else if (!speech && start >= 0) {
        found.add(new Segment(start, position));
        start = -1;
      }
      position += count;
    }

    float[] probabilities() {
      return probabilities;
    }

    List<Segment> segments() {
      if (start >= 0 && position > start) {
        found.add(new Segment(start, position));
      }
      return found;
    }
  }
}
