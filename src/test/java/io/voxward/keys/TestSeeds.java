package io.voxward.keys;

/** Seeds of transforms for tests. */
public final class TestSeeds {
  private TestSeeds() {}

  /** A seed made of {@code secret}, 32 bytes. */
  public static TransformSeed of(int generation, byte[] secret) {
    return new TransformSeed(generation, secret);
  }
}
