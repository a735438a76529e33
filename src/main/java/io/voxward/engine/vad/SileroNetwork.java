package io.voxward.engine.vad;

import io.voxward.engine.onnx.FloatTensor;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.OnnxModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Silero VAD: one window of each of several streams in, one probability of speech each out; the
 * memory of each stream stays with the stream. The file holds a network for each rate ({@code
 * src/models/silero}). A window in a batch of 32 costs a fifth of one alone.
 */
final class SileroNetwork implements AutoCloseable {

  /** How many numbers the network remembers for a stream: two layers of 128. */
  static final int STATE_SIZE = 2 * 128;

  private static final int LAYERS = 2;
  private static final int UNITS = 128;

  private final Map<Window, Network> networks = new EnumMap<>(Window.class);
  private final Queue<Memory> idle = new ConcurrentLinkedQueue<>();

  private record Memory(
      FloatTensor input, FloatTensor state, FloatTensor probability, FloatTensor nextState) {
    Memory() {
      this(new FloatTensor(), new FloatTensor(), new FloatTensor(), new FloatTensor());
    }

    void erase() {
      input.erase();
      state.erase();
      nextState.erase();
    }
  }

  /** What one rate is judged by. */
  private record Network(OnnxModel model, String speech, String nextState) {
    static Network open(ModelFile file, Window window) {
      String rate = window.rate().hertz() / 1000 + "k";
      String speech = "speech" + rate;
      String nextState = "state" + rate;
      OnnxModel model = OnnxModel.open(file, Set.of(speech, nextState));
      try {
        model.requireInput("input", OnnxModel.ANY, OnnxModel.ANY);
        model.requireInput("state", LAYERS, OnnxModel.ANY, UNITS);
        model.requireOutput(speech, OnnxModel.ANY, 1);
        model.requireOutput(nextState, LAYERS, OnnxModel.ANY, UNITS);
        return new Network(model, speech, nextState);
      } catch (RuntimeException e) {
        model.close();
        throw e;
      }
    }
  }

  /** Loads the networks and checks that they are a Silero VAD of this generation. */
  SileroNetwork(ModelFile file) {
    try {
      for (Window window : Window.values()) {
        networks.put(window, Network.open(file, window));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Runs one window of every stream; all have the same sample rate and a window ready. */
  void judge(Window window, List<VoiceActivity> streams) {
    Memory taken = idle.poll();
    Memory memory = taken == null ? new Memory() : taken;
    int batch = streams.size();
    int width = window.context() + window.samples();
    memory.input.shaped(batch, width);
    memory.state.shaped(LAYERS, batch, UNITS);
    memory.probability.shaped(batch, 1);
    memory.nextState.shaped(LAYERS, batch, UNITS);
    for (int i = 0; i < batch; i++) {
      VoiceActivity stream = streams.get(i);
      memory.input.put(i * width, stream.windowInContext(), 0, width);
      for (int layer = 0; layer < LAYERS; layer++) {
        memory.state.put((layer * batch + i) * UNITS, stream.state(), layer * UNITS, UNITS);
      }
    }
    Network network = Objects.requireNonNull(networks.get(window));
    network.model.run(
        Map.of("input", memory.input, "state", memory.state),
        Map.of(network.speech, memory.probability, network.nextState, memory.nextState));
    for (int i = 0; i < batch; i++) {
      VoiceActivity stream = streams.get(i);
      for (int layer = 0; layer < LAYERS; layer++) {
        memory.nextState.get((layer * batch + i) * UNITS, stream.state(), layer * UNITS, UNITS);
      }
      stream.judged(memory.probability.get(i));
    }
    idle.add(memory);
  }

  @Override
  public void close() {
    networks.values().forEach(network -> network.model.close());
    for (Memory memory = idle.poll(); memory != null; memory = idle.poll()) {
      memory.erase();
    }
  }
}
