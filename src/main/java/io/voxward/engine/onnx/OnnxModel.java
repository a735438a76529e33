package io.voxward.engine.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One network, loaded once and run by any number of threads at a time; each run uses the one thread
 * that asks for it. Closing waits for the runs in progress; a run after that is refused.
 */
public final class OnnxModel implements AutoCloseable {

  /** A dimension that may have any size, in {@link #requireInput} and {@link #requireOutput}. */
  public static final long ANY = -1;

  private final ModelFile file;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
  private boolean closed;

  private OnnxModel(ModelFile file, OrtEnvironment environment, OrtSession session) {
    this.file = file;
    this.environment = environment;
    this.session = session;
  }

  /**
   * Loads the network.
   *
   * @throws ModelRefusedException if the runtime does not accept the file
   */
  public static OnnxModel open(ModelFile file) {
    return open(file, file.bytes());
  }

  /**
   * Loads what these outputs need; the runtime would compute every output of the file at each run.
   * A file that lacks one of them is loaded whole, for {@link #requireOutput} to judge.
   *
   * @throws ModelRefusedException if the runtime does not accept the file
   */
  public static OnnxModel open(ModelFile file, Set<String> outputs) {
    return open(file, NetworkGraph.only(outputs, file.bytes()));
  }

  private static OnnxModel open(ModelFile file, byte[] network) {
    OrtEnvironment environment = LastingEnvironment.get();
    try (OrtSession.SessionOptions options = options()) {
      return new OnnxModel(file, environment, environment.createSession(network, options));
    } catch (OrtException e) {
      throw new ModelRefusedException(
          file.card().source(),
          new ModelFault.Unreadable("the runtime does not accept the file: " + e.getMessage()),
          e);
    }
  }

  /** One thread for each run: parallel work is the pool's business, which knows the priorities. */
  private static OrtSession.SessionOptions options() throws OrtException {
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
    options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
    return options;
  }

  /**
   * Refuses the model unless it has an input of this name, of floating-point numbers and this
   * shape.
   *
   * @throws ModelRefusedException naming what was expected and what is there
   */
  public void requireInput(String name, long... shape) {
    require("input " + name, name, this::inputs, shape);
  }

  /** The same for an output. */
  public void requireOutput(String name, long... shape) {
    require("output " + name, name, this::outputs, shape);
  }

  /** True if the network has an input of this name. */
  public boolean hasInput(String name) {
    return session.getInputNames().contains(name);
  }

  /** True if the network has an output of this name. */
  public boolean hasOutput(String name) {
    return session.getOutputNames().contains(name);
  }

  private interface Nodes {
    Map<String, NodeInfo> all() throws OrtException;
  }

  private Map<String, NodeInfo> inputs() throws OrtException {
    return session.getInputInfo();
  }

  private Map<String, NodeInfo> outputs() throws OrtException {
    return session.getOutputInfo();
  }

  private void require(String part, String name, Nodes nodes, long... shape) {
    try {
      NodeInfo found = nodes.all().get(name);
      String expected = "floats of shape " + describe(shape);
      if (found == null) {
        throw wrong(part, expected, "only " + nodes.all().keySet());
      }
      boolean fits =
          found.getInfo() instanceof TensorInfo tensor
              && tensor.type == OnnxJavaType.FLOAT
              && fits(tensor.getShape(), shape);
      if (!fits) {
        throw wrong(part, expected, describe(found));
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the runtime cannot describe " + file, e);
    }
  }

  private ModelRefusedException wrong(String part, String expected, String actual) {
    return file.card().refused(new ModelFault.WrongInterface(part, expected, actual));
  }

  /** An unnamed size in the file (-1, or 0 as some exporters write) fits whatever is expected. */
  private static boolean fits(long[] actual, long[] expected) {
    if (actual.length != expected.length) {
      return false;
    }
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] > 0 && expected[i] != ANY && actual[i] != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(NodeInfo node) {
    return node.getInfo() instanceof TensorInfo tensor
        ? tensor.type + " of shape " + describe(tensor.getShape())
        : "something that is not a tensor";
  }

  private static String describe(long[] shape) {
    return Arrays.toString(shape).replace("-1", "any");
  }

  /**
   * Runs the network once on the calling thread.
   *
   * @param inputs by name
   * @param outputs by name, already of the shape that the network will produce: they are written in
   *     place
   * @throws IllegalStateException if the model is closed or the shapes do not fit
   */
  public void run(Map<String, FloatTensor> inputs, Map<String, FloatTensor> outputs) {
    lifetime.readLock().lock();
    Map<String, OnnxTensor> in = new HashMap<>();
    Map<String, OnnxTensor> out = new HashMap<>();
    try {
      if (closed) {
        throw new IllegalStateException("the model is closed: " + file);
      }
      for (Map.Entry<String, FloatTensor> input : inputs.entrySet()) {
        in.put(input.getKey(), tensor(input.getValue()));
      }
      for (Map.Entry<String, FloatTensor> output : outputs.entrySet()) {
        out.put(output.getKey(), tensor(output.getValue()));
      }
      session.run(in, out).close();
    } catch (OrtException e) {
      throw new IllegalStateException("the runtime failed on " + file + ": " + e.getMessage(), e);
    } finally {
      in.values().forEach(OnnxTensor::close);
      out.values().forEach(OnnxTensor::close);
      lifetime.readLock().unlock();
    }
  }

  private OnnxTensor tensor(FloatTensor value) throws OrtException {
    return OnnxTensor.createTensor(environment, value.view(), value.shape());
  }

  /** Waits for the runs in progress and frees the network. Closing twice does nothing. */
  @Override
  public void close() {
    lifetime.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the runtime cannot close " + file, e);
    } finally {
      lifetime.writeLock().unlock();
    }
  }

  @Override
  public String toString() {
    return "OnnxModel[" + file + "]";
  }
}
