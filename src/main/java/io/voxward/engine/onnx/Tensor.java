package io.voxward.engine.onnx;

/** A value that goes into a network. */
public sealed interface Tensor permits FloatTensor, Tensor.WholeNumber {

  /** A single whole number without dimensions, such as a sample rate. */
  record WholeNumber(long value) implements Tensor {}
}
