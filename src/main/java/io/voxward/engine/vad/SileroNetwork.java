package io.voxward.engine.vad;

import io.voxward.engine.onnx.FloatTensor;
import io.voxward.engine.onnx.ModelFile;
import io.voxward.engine.onnx.OnnxModel;
import io.voxward.engine.onnx.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Silero VAD: one window of each of several streams in, one probability of speech each out; the
 * memory of each stream stays with the stream. Running a batch costs a third of running its windows
 * one by one.
 */
final class SileroNetwork implements AutoCloseable {

  /** How many numbers the network remembers for a stream: two layers of 128. */
  static final int STATE_SIZE = 2 * 128;

  private static final int LAYERS = 2;
  private static final int UNITS = 128;

  private final OnnxModel model;
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

  /** Loads the network and checks that it is a Silero VAD of this generation. */
  SileroNetwork(ModelFile file) {
    model = OnnxModel.open(file);
    try {
      model.requireInput("input", OnnxModel.ANY, OnnxModel.ANY);
      model.requireInput("state", LAYERS, OnnxModel.ANY, UNITS);
      model.requireOutput("output", OnnxModel.ANY, 1);
      model.requireOutput("stateN", LAYERS, OnnxModel.ANY, UNITS);
    } catch (RuntimeException e) {
      model.close();
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
    model.run(
        Map.<String, Tensor>of(
            "input", memory.input,
            "state", memory.state,
            "sr", new Tensor.WholeNumber(window.rate().hertz())),
        Map.of("output", memory.probability, "stateN", memory.nextState));
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
    model.close();
    for (Memory memory = idle.poll(); memory != null; memory = idle.poll()) {
      memory.erase();
    }
  }
}
