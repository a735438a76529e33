package io.voxward.engine;

/** How urgently the speech of a call waits for the network. */
public enum Due {
  /** Nothing waits. */
  NOTHING,
  /** Something waits, but nobody waits for it. */
  SOON,
  /** A decision waits for it. */
  NOW
}
