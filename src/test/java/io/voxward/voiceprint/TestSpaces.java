package io.voxward.voiceprint;

import io.voxward.keys.TestSeeds;
import java.util.SplittableRandom;

/** Spaces of domains for tests. */
public final class TestSpaces {
  private static final int SEED_BYTES = 32;

  private TestSpaces() {}

  /** The first space of the domain of that number: each number another secret. */
  public static DomainSpace of(long domain) {
    byte[] secret = new byte[SEED_BYTES];
    new SplittableRandom(domain).nextBytes(secret);
    return new DomainSpace(TestSeeds.of(1, secret));
  }
}
