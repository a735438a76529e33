package io.voxward.voiceprint;

import io.voxward.engine.embedding.Embedding;
import io.voxward.engine.math.OrthogonalMatrix;
import io.voxward.keys.TransformSeed;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The space that a domain's secret transform turns voices into. Voices can be compared only in the
 * same one: a domain gets another when it is given a new transform. Safe for many threads.
 */
public final class DomainSpace {
  private final TransformSeed seed;
  private final Map<Integer, OrthogonalMatrix> matrices = new ConcurrentHashMap<>();

  DomainSpace(TransformSeed seed) {
    this.seed = seed;
  }

  /** Counts the spaces of the domain from 1. */
  int generation() {
    return seed.generation();
  }

  /** Whether voices of this space can be compared with those of the other one of its domain. */
  public boolean isThatOf(DomainSpace other) {
    return generation() == other.generation();
  }

  /** An embedding just made, in this space. */
  Embedding turn(Embedding embedding) {
    return Embedding.ofDirection(turn(embedding.vector()), embedding.model());
  }

  /** A vector of the engine, in this space. */
  float[] turn(float[] vector) {
    return matrix(vector.length).apply(vector);
  }

  /** A vector of another space of the domain, in this one. */
  float[] take(float[] vector, DomainSpace from) {
    return isThatOf(from) ? vector : turn(from.matrix(vector.length).applyInverse(vector));
  }

  /** Making one takes some tens of milliseconds; one of 192 dimensions takes about 150 kB. */
  private OrthogonalMatrix matrix(int dimension) {
    return matrices.computeIfAbsent(
        dimension, size -> OrthogonalMatrix.fromSeed(seed.bytes(), size));
  }

  @Override
  public String toString() {
    return "DomainSpace[generation=" + generation() + "]";
  }
}
