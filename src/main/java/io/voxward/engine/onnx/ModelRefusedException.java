package io.voxward.engine.onnx;

/**
 * A model that must not be used, raised while the engine opens: the engine does not start with it.
 * The message names the card, the file and what disagrees.
 */
public final class ModelRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ModelFault fault;

  /** Refuses the model of {@code source} for {@code fault}. */
  public ModelRefusedException(ModelSource source, ModelFault fault) {
    super(message(source, fault));
    this.fault = fault;
  }

  /** Refuses the model of {@code source} for {@code fault}, keeping what caused it for the log. */
  public ModelRefusedException(ModelSource source, ModelFault fault, Throwable cause) {
    super(message(source, fault), cause);
    this.fault = fault;
  }

  private static String message(ModelSource source, ModelFault fault) {
    return "model refused (card "
        + source.cardName()
        + ", file "
        + source.fileName()
        + "): "
        + fault.detail();
  }

  /** What is wrong. */
  public ModelFault fault() {
    return fault;
  }
}
