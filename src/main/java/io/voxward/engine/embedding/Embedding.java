package io.voxward.engine.embedding;

import java.util.List;

/**
 * The vector of one voice by one model, of length one: the angle between two of them tells whether
 * they are one voice. It is a biometric template: it redacts itself, is not serializable and goes
 * to no log.
 */
public final class Embedding {

  /** How far the length of a vector taken as given may be from one. */
  private static final double LENGTH_TOLERANCE = 1e-3;

  private final float[] vector;
  private final ModelId model;

  /**
   * Wraps a copy of a vector of length one.
   *
   * @throws IllegalArgumentException if its length is not one; see {@link #ofDirection}
   */
  public Embedding(float[] unitVector, ModelId model) {
    this(unitVector.clone(), model, length(unitVector));
  }

  private Embedding(float[] unitVector, ModelId model, double length) {
    if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) {
      throw new IllegalArgumentException("an embedding has length one, not " + length);
    }
    this.vector = unitVector;
    this.model = model;
  }

  /**
   * The embedding that points where {@code direction} points.
   *
   * @throws IllegalArgumentException if it points nowhere (zero, or not finite)
   */
  public static Embedding ofDirection(float[] direction, ModelId model) {
    double length = length(direction);
    if (!(length > 0) || Double.isInfinite(length)) {
      throw new IllegalArgumentException("a vector of length " + length + " has no direction");
    }
    float[] unit = new float[direction.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (direction[i] / length);
    }
    return new Embedding(unit, model, length(unit));
  }

  /**
   * The middle of several embeddings of one voice.
   *
   * @param parts at least one, of one model
   */
  public static Embedding mean(List<Weighted> parts) {
    Embedding first = parts.getFirst().embedding();
    float[] sum = new float[first.vector.length];
    for (Weighted part : parts) {
      first.requireComparable(part.embedding());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (part.weight() * part.embedding().vector[i]);
      }
    }
    return ofDirection(sum, first.model);
  }

  /**
   * One of several embeddings of a voice and how much it counts.
   *
   * @param weight more than zero; usually the seconds of speech behind it
   */
  public record Weighted(Embedding embedding, double weight) {
    /** Refuses a part that does not count. */
    public Weighted {
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException("not a weight: " + weight);
      }
    }
  }

  /** The model that made it. */
  public ModelId model() {
    return model;
  }

  /** How many numbers it has. */
  public int dimension() {
    return vector.length;
  }

  /** A copy of the numbers. */
  public float[] vector() {
    return vector.clone();
  }

  /**
   * The cosine of the angle to another embedding of the same model, in [-1, 1].
   *
   * @throws IllegalArgumentException if the other was made by another model
   */
  public double cosine(Embedding other) {
    requireComparable(other);
    double dot = 0;
    for (int i = 0; i < vector.length; i++) {
      dot += vector[i] * other.vector[i];
    }
    return Math.clamp(dot, -1, 1);
  }

  private void requireComparable(Embedding other) {
    if (!model.equals(other.model) || vector.length != other.vector.length) {
      throw new IllegalArgumentException(
          "embeddings of " + model + " and " + other.model + " cannot be compared");
    }
  }

  private static double length(float[] vector) {
    double sum = 0;
    for (float value : vector) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** Model and dimension; never the numbers. */
  @Override
  public String toString() {
    return "Embedding[" + model + ", " + vector.length + " numbers]";
  }
}
