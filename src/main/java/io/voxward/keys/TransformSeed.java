package io.voxward.keys;

/**
 * The secret 32 bytes from which a domain's orthogonal transform is made; whoever has it can link
 * voiceprints across domains, so it is shown to nobody but the maker of the transform.
 */
public final class TransformSeed {
  private final int generation;
  private final byte[] secret;

  TransformSeed(int generation, byte[] secret) {
    this.generation = generation;
    this.secret = secret.clone();
  }

  /** Counts the transforms of the domain from 1; kept beside what was transformed. */
  public int generation() {
    return generation;
  }

  /** A copy of the seed. */
  public byte[] bytes() {
    return secret.clone();
  }

  @Override
  public String toString() {
    return "TransformSeed[generation=" + generation + "]";
  }
}
